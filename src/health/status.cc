#include "health/status.h"

#include <algorithm>
#include <limits>

namespace rota::health {

void Latencies::add(std::chrono::nanoseconds took) {
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const auto largest = std::int64_t{std::numeric_limits<std::uint32_t>::max()};
  microseconds_[next_] = static_cast<std::uint32_t>(std::clamp<std::int64_t>(whole, 0, largest));
  next_ = static_cast<std::uint8_t>((next_ + 1) % most);
  count_ = static_cast<std::uint8_t>(std::min<std::size_t>(count_ + 1U, most));
}

std::chrono::microseconds Latencies::operator[](std::size_t i) const {
  return std::chrono::microseconds(microseconds_[(next_ + most - count_ + i) % most]);
}

void Durations::add(std::chrono::nanoseconds took) {
  ++count;
  total += took;
  const auto bound = std::ranges::lower_bound(bounds, took);
  if (bound != bounds.end()) ++within[static_cast<std::size_t>(bound - bounds.begin())];
}

}  // namespace rota::health
