// GET /metrics
#include "report/metrics/metrics.h"

#include <utility>

#include "api/handlers.h"
#include "base/guard.h"
#include "base/log.h"
#include "report/metrics/exposition.h"

namespace rota::api {

namespace {

std::string write(const Context& context, const Seen& seen, report::metrics::Scopes scopes) {
  IdVector<PoolId, const report::metrics::PoolFacts*> pools;
  for (const PoolRow& row : context.rows.rows()) pools.push_back(&row.facts);
  return report::metrics::text({.version = context.sources.version,
                                .view = *seen.view,
                                .zones = *seen.zones,
                                .traffic = seen.traffic,
                                .totals = *seen.totals,
                                .pools = pools,
                                .verdicts = context.rows.verdicts(),
                                .edition = seen.edition,
                                .bakes = seen.bakes,
                                .started = context.sources.started,
                                .process = report::metrics::look_at_process(),
                                .log_dropped = log_dropped(),
                                .failures = failures(),
                                .level = context.verdict(seen).level},
                               scopes);
}

}  // namespace

void get_metrics(Context& context, Call&& call) {
  const auto wanted = call.asked("scope");
  const auto scopes = wanted ? report::metrics::parse_scopes(*wanted) : report::metrics::Scopes::all();
  if (!scopes) return call.refuse(400, scopes.error().text);
  context.with_view(std::move(call), [&context, scopes = *scopes](const Call& asked, const Seen& seen) {
    http::Response response;
    response.type = report::metrics::exposition_type;
    response.body = context.views.text("metrics " + std::to_string(scopes.bits()),
                                       [&] { return write(context, seen, scopes); });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
