#include "health/pulse.h"

#include <algorithm>
#include <utility>

namespace rota::health {

Pulse::Pulse(boost::asio::io_context& loop, const Clock& clock, std::function<void()> beat)
    : clock_(clock), beat_(std::move(beat)), timer_(loop) {}

void Pulse::wake_by(Time when) {
  if (when >= expected_) return;
  const Time now = clock_.now();
  expected_ = std::max(when, now);
  timer_.expires_after(expected_ - now);
  timer_.async_wait([this, current = wait_, mine = ++*wait_](const boost::system::error_code&) {
    if (*current == mine) woken();
  });
}

void Pulse::woken() {
  const auto late = clock_.now() - expected_;
  lost_ += std::max<std::chrono::nanoseconds>(late, std::chrono::nanoseconds(0));
  expected_ = Time::max();
  beat_();
}

void Pulse::stop() {
  ++*wait_;
  expected_ = Time::max();
  timer_.cancel();
}

}  // namespace rota::health
