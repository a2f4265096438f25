// GET /api/v1/drained: the members that an operator drained.
#include <utility>

#include "api/handlers.h"
#include "api/words.h"

namespace rota::api {

void get_drained(Context& context, Call&& call) {
  context.with_view(std::move(call), [](const Call& asked, const Seen& seen) {
    boost::json::array drained;
    seen.view->overrides.each([&](const health::Override& said) {
      if (said.admin == config::Admin::drain)
        drained.emplace_back(said.of.zone + ":" + said.of.pool + "/" + said.of.member);
    });
    asked.reply(json_response({{"drained", std::move(drained)}}));
  });
}

}  // namespace rota::api
