// POST /api/v1/reload: 200 where what was loaded runs, if only in part; 409 where nothing
// has changed.
#include <chrono>
#include <utility>

#include "api/handlers.h"
#include "api/words.h"

namespace rota::api {

namespace json = boost::json;

namespace {

json::object document_of(const publish::ReloadOutcome& outcome, std::chrono::duration<double> took) {
  json::array kept;
  json::array unserved;
  for (const publish::UnloadedZone& zone : outcome.unloaded) {
    if (zone.kept_from)
      kept.push_back(json::object{{"zone", printable(zone.zone)}, {"kept_from", rfc3339(*zone.kept_from)}});
    else
      unserved.emplace_back(printable(zone.zone));
  }
  return {{"ok", outcome.is_ok()},
          {"applied", outcome.applies},
          {"seconds", took.count()},
          {"kept", outcome.targets.kept},
          {"reset", outcome.targets.begun},
          {"zones_kept", std::move(kept)},
          {"zones_not_served", std::move(unserved)},
          {"mistakes", list(outcome.mistakes.all())}};
}

}  // namespace

void post_reload(Context& context, Call&& call) {
  const auto begun = std::chrono::steady_clock::now();
  const config::LoadOptions options{.allow_empty = call.asked("allow_empty") == "true"};
  context.sources.reload(
      call.request.who, options,
      [&context, begun, reply = std::move(call.reply)](const publish::ReloadOutcome& outcome) {
        context.sources.later([&context] { context.views.forget(); });
        const auto took = std::chrono::steady_clock::now() - begun;
        reply(json_response(document_of(outcome, took), outcome.applies ? 200 : 409));
      });
}

}  // namespace rota::api
