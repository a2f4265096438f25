// GET /api/v1/config: the running configuration, to be compared with another. Over TCP
// anybody may read it, so fingerprints of settings are told over the socket only.
#include <optional>
#include <utility>

#include "api/handlers.h"
#include "report/document.h"

namespace rota::api {

void get_config(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    http::Response response;
    const bool is_local = asked.request.peer.is_local;
    const auto key = is_local ? std::optional(context.fingerprint_key) : std::nullopt;
    response.body = context.views.text(is_local ? "config with fingerprints" : "config", [&] {
      return boost::json::serialize(report::describe(*seen.view->config, key)) + "\n";
    });
    asked.reply(std::move(response));
  });
}

}  // namespace rota::api
