// Warnings of our own trouble with probes: one a minute, however many probes have it.
#pragma once

#include "base/clock.h"
#include "health/announce.h"

namespace rota::health {

class Complaints {
 public:
  void note(const Target& target, const Outcome& outcome, Time now) {
    constexpr seconds interval{60};
    if (now < next_) return;
    next_ = now + interval;
    announce(target, news_of_our_trouble(outcome.reason));
  }

 private:
  Time next_{};
};

}  // namespace rota::health
