// GET /api/v1/config: the running configuration, to be compared with another.
#include <utility>

#include "control/api/handlers.h"
#include "control/document.h"

namespace rota::control::api {

void get_config(Desk& desk, Call call) {
  desk.with_view(std::move(call), [&desk](const Call& asked, const Seen& seen) {
    http::Response response;
    response.body = desk.views.text(
        "config", [&] { return boost::json::serialize(describe(*seen.view->config)) + "\n"; });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::control::api
