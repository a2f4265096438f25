#include "health/readiness.h"

#include <utility>

namespace rota::health {

Readiness::Readiness(boost::asio::io_context& loop, const Clock& clock)
    : clock_(clock), limit_(loop, clock, [this] { become_ready(); }) {}

// Saved and assumed states need no first result, and that we cannot even ask is one.
void Readiness::await(Watched& one) {
  one.is_awaited = one.is_probed() && !one.verdict.is_known() && one.evidence == Evidence::none;
  if (one.is_awaited) ++awaited_;
}

void Readiness::heard(Watched& one) {
  if (!one.is_awaited || one.evidence == Evidence::none) return;
  one.is_awaited = false;
  if (--awaited_ == 0) become_ready();
}

void Readiness::call(milliseconds limit, std::function<void()> done) {
  done_ = std::move(done);
  limit_.wake_by(clock_.now() + (awaited_ > 0 ? limit : milliseconds(0)));
}

void Readiness::call_if_nobody_is_awaited() {
  if (awaited_ == 0 && done_) limit_.wake_by(clock_.now());
}

void Readiness::become_ready() {
  limit_.stop();
  if (const auto done = std::exchange(done_, nullptr)) done();
}

void Readiness::stop() {
  limit_.stop();
  done_ = nullptr;
}

}  // namespace rota::health
