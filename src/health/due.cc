#include "health/due.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace rota::health {

namespace {

std::chrono::nanoseconds part_of(milliseconds whole, double fraction) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double, std::milli>(whole) * fraction);
}

}  // namespace

Time first_due(Time now, milliseconds interval, std::size_t targets, double fraction) {
  constexpr std::int64_t spacing =
      2;  // milliseconds between two starts, on average, until it adds up to a second
  const milliseconds room(spacing * static_cast<std::int64_t>(std::min<std::size_t>(targets, 500)));
  return now + part_of(std::min(interval, room), fraction);
}

Time second_due(Time started, Time ended, milliseconds interval, double fraction) {
  return std::max(started + part_of(interval, fraction), ended);
}

Time next_due(Time started, Time ended, milliseconds period, double jitter, double fraction) {
  return std::max(started + part_of(period, 1 + jitter * (2 * fraction - 1)), ended);
}

}  // namespace rota::health
