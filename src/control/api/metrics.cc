// GET /metrics
#include "control/metrics/metrics.h"

#include <utility>

#include "base/guard.h"
#include "base/log.h"
#include "control/api/handlers.h"
#include "control/metrics/exposition.h"

namespace rota::control::api {

namespace {

std::string write(const Desk& desk, const Seen& seen, metrics::Scopes scopes) {
  std::vector<const metrics::PoolFacts*> pools;
  for (const PoolRow& row : desk.rows.rows()) pools.push_back(&row.facts);
  return metrics::text({.version = desk.sources.version,
                        .view = *seen.view,
                        .zones = *seen.zones,
                        .traffic = desk.sources.traffic(),
                        .totals = *seen.totals,
                        .pools = pools,
                        .edition = desk.sources.edition(),
                        .bakes = desk.sources.bakes(),
                        .started = desk.sources.started,
                        .process = metrics::look_at_process(),
                        .log_dropped = log_dropped(),
                        .failures = failures()},
                       scopes);
}

}  // namespace

void get_metrics(Desk& desk, Call call) {
  const auto wanted = call.asked("scope");
  const auto scopes = wanted ? metrics::parse_scopes(*wanted) : metrics::Scopes::all();
  if (!scopes) return call.refuse(400, scopes.error().text);
  desk.with_view(std::move(call), [&desk, scopes = *scopes](const Call& asked, const Seen& seen) {
    http::Response response;
    response.type = metrics::exposition_type;
    response.body = desk.views.text("metrics " + std::to_string(scopes.bits()),
                                    [&] { return write(desk, seen, scopes); });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::control::api
