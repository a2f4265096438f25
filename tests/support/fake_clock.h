// A clock whose hands a test turns itself.
#pragma once

#include "base/clock.h"

namespace rota::test {

class FakeClock final : public Clock {
 public:
  Time now() const override { return now_; }
  std::chrono::system_clock::time_point wall() const override { return wall_; }

  void advance(std::chrono::nanoseconds by) {
    now_ += by;
    wall_ += std::chrono::duration_cast<std::chrono::system_clock::duration>(by);
  }
  void set_wall(std::chrono::system_clock::time_point wall) { wall_ = wall; }

 private:
  Time now_{std::chrono::hours(1)};
  std::chrono::system_clock::time_point wall_{std::chrono::seconds(1'700'000'000)};
};

}  // namespace rota::test
