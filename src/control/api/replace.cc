// POST /api/v1/replace
#include <utility>

#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

void post_replace(Desk& desk, Call call) {
  desk.sources.replace(call.request.who, [reply = std::move(call.reply)](const Result<pid_t>& next) {
    if (next)
      reply(json_response({{"ok", true}, {"pid", *next}, {"error", nullptr}}));
    else
      reply(json_response({{"ok", false}, {"pid", nullptr}, {"error", next.error().text}}, 409));
  });
}

}  // namespace rota::control::api
