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
  try {
    timer_.async_wait([this, current = wait_, mine = ++*wait_](const boost::system::error_code&) {
      if (*current == mine) woken();
    });
  } catch (...) {
    expected_ = Time::max();  // nobody waits: who asks next sets it anew
    throw;
  }
}

void Pulse::woken() {
  constexpr std::size_t most_remembered = 64;
  const Time now = clock_.now();
  const std::chrono::nanoseconds late = latest_ = now - std::exchange(expected_, Time::max());
  while (!late_.empty() && late_.back().second <= late) late_.pop_back();
  late_.emplace_back(now, late);
  if (late_.size() > most_remembered) late_.pop_front();
  beat_();
}

std::chrono::nanoseconds Pulse::worst_since(Time when) const {
  const auto found = std::ranges::find_if(late_, [&](const auto& entry) { return entry.first >= when; });
  return found == late_.end() ? std::chrono::nanoseconds(0) : found->second;
}

void Pulse::stop() {
  ++*wait_;
  expected_ = Time::max();
  timer_.cancel();
}

}  // namespace rota::health
