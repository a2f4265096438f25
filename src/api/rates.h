// Queries per second over the last 15 minutes, for a page that is opened now. 180 numbers,
// however many queries there are: 1.4 KB. Lives on the server's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "api/meter.h"
#include "base/clock.h"

namespace rota::api {

class Rates {
 public:
  static constexpr seconds step{5};
  static constexpr std::size_t most = 180;

  // To be called about once a second with what the query threads counted.
  void note(Time now, std::uint64_t count) {
    if (noted_ != Time{} && now < noted_ + step) return;
    meter_.note(now, count);
    if (noted_ != Time{}) rates_.push_back(meter_.rate());
    if (rates_.size() > most) rates_.pop_front();
    noted_ = now;
  }

  const std::deque<double>& rates() const { return rates_; }  // one a step, oldest first

 private:
  Meter meter_;
  Time noted_{};
  std::deque<double> rates_;
};

}  // namespace rota::api
