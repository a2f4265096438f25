// What a load run counts.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cstdint>
#include <string>

namespace rota::bench {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

// Latencies in buckets that are 1/32 of their value wide.
class Histogram {
 public:
  void add(Clock::duration latency) {
    const auto value = static_cast<std::uint64_t>(std::chrono::nanoseconds(latency).count());
    ++counts_[index(value)];
    ++total_;
  }

  // Microseconds, the upper bound of the bucket that holds this quantile (0 to 1); 0 of nothing.
  double quantile(double q) const {
    std::uint64_t left = static_cast<std::uint64_t>(q * static_cast<double>(total_));
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] > left) return static_cast<double>(upper(i)) / 1000;
      left -= counts_[i];
    }
    return 0;
  }

 private:
  static constexpr int fine = 5;  // 2^5 buckets for each power of two

  static std::size_t index(std::uint64_t value) {
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - fine - 1);
    return (static_cast<std::size_t>(shift) << fine) + static_cast<std::size_t>(value >> shift);
  }
  static std::uint64_t upper(std::size_t i) {
    const std::size_t shift = i < (2U << fine) ? 0 : (i >> fine) - 1;
    return (i - (shift << fine) + 1) << shift;
  }

  std::array<std::uint64_t, 64 << fine> counts_{};
  std::uint64_t total_ = 0;
};

struct Totals {
  std::uint64_t sent = 0;
  std::uint64_t right = 0;
  std::uint64_t wrong = 0;  // came, but is not what may be answered
  std::uint64_t lost = 0;   // never came, or could not be sent for want of room
  std::uint64_t stray = 0;  // came when nobody waited for it (any more)
  std::string first_mistake;
  double seconds = 0;  // from the first query to the last reply
  Histogram latency;
};

}  // namespace rota::bench
