#include "health/watched.h"

#include <algorithm>

#include "health/schedule.h"

namespace rota::health {

bool Watched::was_late(std::chrono::nanoseconds worst_lateness, Time now) const {
  const std::chrono::nanoseconds overdue = now - started - timing.timeout;
  return std::max(worst_lateness, overdue) > std::chrono::nanoseconds(timing.timeout) / 5;
}

void Watched::set_next_due(Time now, double fraction) {
  if (verdict.is_hurried()) {
    due = next_due(started, now, timing.fast_interval, timing.jitter, fraction);
  } else if (is_spread) {
    due = next_due(started, now, timing.interval, timing.jitter, fraction);
  } else {
    due = second_due(started, now, timing.interval, fraction);
    is_spread = true;
  }
}

}  // namespace rota::health
