#include "health/verdict.h"

namespace rota::health {

Verdict::Verdict(const config::Timing& timing, std::optional<bool> assumed, Time now)
    : rise_(timing.rise),
      fall_(timing.fall),
      stale_after_(3 * timing.interval + timing.timeout),
      last_result_(now),
      known_(assumed.has_value()),
      fit_(assumed.value_or(true)) {}

Verdict::Progress Verdict::hear(Finding finding, Time now) {
  if (finding == Finding::inconclusive) return {};
  const bool pass = finding == Finding::pass;
  last_result_ = now;
  stale_ = false;
  if (!known_) {
    known_ = true;
    fit_ = pass;
    return {.decided = true, .count = 1, .needed = 1};
  }
  if (pass == fit_) {
    pending_ = 0;
    return {};
  }
  ++pending_;
  Progress progress = pending();
  progress.decided = progress.count >= progress.needed;
  if (!progress.decided) return progress;
  fit_ = pass;
  pending_ = 0;
  return progress;
}

bool Verdict::would_fall() const { return fit_ && (!known_ || pending_ + 1 >= fall_); }

Verdict::Progress Verdict::pending() const {
  if (pending_ == 0) return {};
  return {.decided = false, .count = pending_, .needed = fit_ ? fall_ : rise_};
}

bool Verdict::grows_stale(Time now) {
  if (!known_ || stale_ || now - last_result_ <= stale_after_) return false;
  stale_ = true;
  pending_ = 0;
  return true;
}

State Verdict::state() const {
  if (!known_) return State::unknown;
  if (stale_) return State::stale;
  if (!fit_) return State::down;
  return pending_ > 0 ? State::degraded : State::up;
}

TargetHealth Verdict::health() const {
  return {.state = state(), .fit = fit_, .in_doubt = !known_ || stale_ || pending_ > 0};
}

}  // namespace rota::health
