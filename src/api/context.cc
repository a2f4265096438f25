#include "api/context.h"

namespace rota::api {

void Context::with_view(Call call, std::function<void(const Call&, const Seen&)> then) {
  views.get([this, call = std::move(call), then = std::move(then)](const Seen* seen) {
    if (seen == nullptr) return call.refuse(503, "nothing is served yet");
    rows.update(seen->view);
    then(call, *seen);
  });
}

}  // namespace rota::api
