// POST /api/v1/reload
#include <chrono>
#include <utility>

#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

void post_reload(Desk& desk, Call call) {
  const auto begun = std::chrono::steady_clock::now();
  const config::LoadOptions options{.allow_empty = call.asked("allow_empty") == "true"};
  desk.sources.reload(
      call.request.who, options, [&desk, begun, reply = std::move(call.reply)](const Mistakes& found) {
        desk.sources.later([&desk] { desk.views.forget(); });
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        reply(json_response(
            {{"ok", !found.has_errors()}, {"seconds", took.count()}, {"mistakes", list(found.all())}},
            found.has_errors() ? 409 : 200));
      });
}

}  // namespace rota::control::api
