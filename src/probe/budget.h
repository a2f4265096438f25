// How many probes may be in flight at once: as many as there are descriptors for, fewer
// while the loop is late. All that are in flight may end at the same moment, and whatever
// else the loop has to do then waits for them. It halves with each beat that comes much too
// late, and grows again, by a quarter every tenth of a second, while beats come in time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "base/clock.h"

namespace rota::probe {

class Budget {
 public:
  explicit Budget(std::size_t most) : most_(most), now_(std::min(most, first)) {}

  // A beat came so much later than it was asked for.
  void beat(Time now, std::chrono::nanoseconds late) {
    if (late > intolerable) {
      now_ = std::max(now_ / 2, std::min(most_, least));
      grown_ = now;
    } else if (late < tolerable && now - grown_ >= step) {
      now_ = std::min(now_ + now_ / 4 + 1, most_);
      grown_ = now;
    }
  }

  std::size_t in_flight() const { return now_; }

 private:
  static constexpr std::size_t first = 256;
  static constexpr std::size_t least = 64;
  static constexpr milliseconds tolerable{50};
  static constexpr milliseconds intolerable{200};
  static constexpr milliseconds step{100};

  std::size_t most_;  // by descriptors
  std::size_t now_;
  Time grown_{};  // or shrunk
};

}  // namespace rota::probe
