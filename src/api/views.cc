#include "api/views.h"

#include <utility>

#include "base/guard.h"

namespace rota::api {

void Views::get(std::function<void(const Seen*)> ready) {
  if (seen_ && std::chrono::steady_clock::now() - made_ < view_age) return ready(&*seen_);
  waiting_.push_back(std::move(ready));
  if (waiting_.size() == 1) ask();
}

void Views::make_up() {
  constexpr seconds patience{1};
  if (!waiting_.empty() && std::chrono::steady_clock::now() - asked_at_ > patience) ask();
}

void Views::ask() {
  asked_at_ = std::chrono::steady_clock::now();
  sources_.view([this, asked = ++asked_](std::shared_ptr<const operate::View> view) {
    sources_.inspect(
        [this, asked, view = std::move(view)](const bake::World* world) { look_at(asked, view, world); });
  });
}

// On the thread of the world.
void Views::look_at(std::uint64_t asked, std::shared_ptr<const operate::View> view,
                    const bake::World* world) {
  std::optional<Seen> seen;
  if (view && world != nullptr) {
    // A reload came out between the two looks: the next ones will both be of its configuration.
    if (world->shared_config() != view->config)
      return sources_.later([this, asked] {
        if (asked == asked_) ask();
      });
    seen = {.view = std::move(view),
            .zones = world->snapshot()->zones,
            .totals = std::make_shared<stats::Totals>(world->totals()),
            .edition = sources_.edition(),
            .traffic = sources_.traffic(),
            .bakes = sources_.bakes()};
  }
  sources_.later([this, asked, seen = std::move(seen)]() mutable { take(asked, std::move(seen)); });
}

void Views::take(std::uint64_t asked, std::optional<Seen> seen) {
  if (asked != asked_) return;
  seen_ = std::move(seen);
  texts_.clear();
  made_ = std::chrono::steady_clock::now();
  for (auto& ready : std::exchange(waiting_, {}))
    guarded("a request", [&] { std::exchange(ready, nullptr)(seen_ ? &*seen_ : nullptr); });
}

void Views::forget() {
  made_ = {};
  if (!waiting_.empty()) ask();  // what is on its way may be from before the change
}

http::Text Views::text(const std::string& name, const std::function<std::string()>& make) {
  http::Text& out = texts_[name];
  if (!out) out = std::make_shared<const std::string>(make());
  return out;
}

}  // namespace rota::api
