// GET /api/v1/history: what was, for a page that is opened now.
#include <utility>

#include "api/handlers.h"
#include "api/words.h"
#include "config/references.h"

namespace rota::api {

namespace json = boost::json;

namespace {

json::object queries_of(const Rates& rates) {
  return {{"step", in_seconds(Rates::step)},
          {"rates", json::array(rates.rates().begin(), rates.rates().end())}};
}

// The strips are of the view's targets, or of those before a reload of this moment: then they
// are not told.
json::value states_of(const StateStrips& strips, const operate::View& view, PoolId pool) {
  if (strips.list() != view.targets.get()) return nullptr;
  json::array members;
  const auto& targets = view.targets->pools[pool];
  for (const MemberId id : targets.ids())
    members.push_back(json::object{{"member", view.config->pools[pool].members[id].name},
                                   {"states", strips.text(targets[id], view.at)}});
  return json::object{{"step", in_seconds(StateStrips::step)}, {"members", std::move(members)}};
}

}  // namespace

void get_history(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    json::object out{
        {"at", rfc3339(seen.view->at)}, {"queries", queries_of(context.rates)}, {"states", nullptr}};
    if (const auto reference = asked.asked("pool")) {
      const auto pool = config::find_pool(*seen.view->config, *reference);
      if (!pool) return asked.refuse(404, pool.error().text);
      out["states"] = states_of(context.strips, *seen.view, *pool);
    }
    asked.reply(json_response(out));
  });
}

}  // namespace rota::api
