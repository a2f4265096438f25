#include "health/verdict.h"

#include <algorithm>

namespace rota::health {

namespace {

constexpr std::chrono::nanoseconds remembered = std::chrono::minutes(10);
constexpr std::chrono::nanoseconds longest_hold = std::chrono::minutes(10);
constexpr std::size_t first_held = 3;
constexpr int most_pending = 100;       // counted: no threshold is higher
constexpr std::size_t most_falls = 64;  // remembered: more than the longest hold takes

}  // namespace

Verdict::Verdict(const config::Timing& timing, std::optional<bool> assumed, Time now)
    : rise_(timing.rise),
      fall_(timing.fall),
      stale_after_(3 * timing.interval + timing.timeout),
      last_result_(now),
      timed_since_(now),
      known_(assumed.has_value()),
      fit_(assumed.value_or(true)),
      hold_down_(timing.hold_down) {}

void Verdict::follow(const config::Timing& timing, Time now) {
  rise_ = timing.rise;
  fall_ = timing.fall;
  stale_after_ = 3 * timing.interval + timing.timeout;
  hold_down_ = timing.hold_down;
  timed_since_ = now;
}

Verdict::Progress Verdict::hear(Finding finding, Time now, bool may_fall) {
  if (finding == Finding::inconclusive) return {};
  const bool pass = finding == Finding::pass;
  last_result_ = now;
  stale_ = false;
  if (!known_) {
    known_ = true;
    fit_ = pass;
    if (!pass) note_fall(now);
    return {.decided = true, .count = 1, .needed = 1};
  }
  if (pass == fit_) {
    pending_ = 0;
    return {};
  }
  if (pending_ == 0) rising_since_ = now;
  pending_ = std::min(pending_ + 1, most_pending);
  Progress progress = pending();
  progress.decided = progress.count >= progress.needed && (pass ? now - rising_since_ >= hold() : may_fall);
  if (!progress.decided) return progress;
  fit_ = pass;
  pending_ = 0;
  if (!pass) note_fall(now);
  return progress;
}

void Verdict::note_fall(Time now) {
  falls_.push_back(now);
  std::erase_if(falls_, [now](Time fall) { return now - fall > remembered; });
  if (falls_.size() > most_falls) falls_.erase(falls_.begin());
}

std::chrono::nanoseconds Verdict::hold() const {
  std::chrono::nanoseconds out(0);
  if (hold_down_.count() == 0) return out;
  for (std::size_t fall = first_held; fall <= falls_.size() && out < longest_hold; ++fall)
    out = std::min(fall == first_held ? hold_down_ : 2 * out, longest_hold);
  return out;
}

bool Verdict::would_fall() const { return fit_ && (!known_ || pending_ + 1 >= fall_); }

Verdict::Progress Verdict::pending() const {
  if (pending_ == 0) return {};
  const int needed = fit_ ? fall_ : rise_;
  return {.decided = false, .count = std::min(pending_, needed), .needed = needed};
}

// While nothing is found at all, more probes that find nothing would not help.
bool Verdict::is_hurried() const { return !known_ || (pending_ > 0 && !stale_); }

bool Verdict::grows_stale(Time now) {
  if (!known_ || stale_ || now - std::max(last_result_, timed_since_) <= stale_after_) return false;
  stale_ = true;
  return true;
}

State Verdict::state() const {
  if (!known_) return State::unknown;
  if (stale_) return State::stale;
  if (!fit_) return State::down;
  return pending_ > 0 ? State::failing : State::up;
}

TargetHealth Verdict::health() const {
  return {.state = state(), .fit = fit_, .in_doubt = !known_ || stale_ || pending_ > 0};
}

}  // namespace rota::health
