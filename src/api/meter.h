// How fast a counter of the query threads counts.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace rota::api {

class Meter {
 public:
  void note(Time now, std::uint64_t count) {
    if (since_ != Time{} && now > since_)
      rate_ = static_cast<double>(count - count_) / in_seconds(now - since_);
    since_ = now;
    count_ = count;
  }

  double rate() const { return rate_; }  // a second, between the last two notes; 0 before

 private:
  Time since_{};
  std::uint64_t count_ = 0;
  double rate_ = 0;
};

}  // namespace rota::api
