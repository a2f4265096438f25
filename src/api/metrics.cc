// GET /metrics
#include "report/metrics/metrics.h"

#include <utility>

#include "api/handlers.h"
#include "base/guard.h"
#include "base/log.h"
#include "report/metrics/exposition.h"

namespace rota::api {

namespace {

std::string write(const Desk& desk, const Seen& seen, report::metrics::Scopes scopes) {
  std::vector<const report::metrics::PoolFacts*> pools;
  for (const PoolRow& row : desk.rows.rows()) pools.push_back(&row.facts);
  return report::metrics::text({.version = desk.sources.version,
                                .view = *seen.view,
                                .zones = *seen.zones,
                                .traffic = desk.sources.traffic(),
                                .totals = *seen.totals,
                                .pools = pools,
                                .edition = desk.sources.edition(),
                                .bakes = desk.sources.bakes(),
                                .started = desk.sources.started,
                                .process = report::metrics::look_at_process(),
                                .log_dropped = log_dropped(),
                                .failures = failures()},
                               scopes);
}

}  // namespace

void get_metrics(Desk& desk, Call call) {
  const auto wanted = call.asked("scope");
  const auto scopes = wanted ? report::metrics::parse_scopes(*wanted) : report::metrics::Scopes::all();
  if (!scopes) return call.refuse(400, scopes.error().text);
  desk.with_view(std::move(call), [&desk, scopes = *scopes](const Call& asked, const Seen& seen) {
    http::Response response;
    response.type = report::metrics::exposition_type;
    response.body = desk.views.text("metrics " + std::to_string(scopes.bits()),
                                    [&] { return write(desk, seen, scopes); });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
