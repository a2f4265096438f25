// stats::AllCounters for worlds that are made by hand: their zones and menus count where nothing
// else does.
#pragma once

#include "stats/counters.h"

namespace rota::test {

// Counters that any number of zones and menus of a test may share, one after the
// other in the blocks that a test takes first.
constexpr CounterId shared_counters{stats::AllCounters::head};
constexpr std::uint32_t shared_size = 1U << 14;

struct OpenCounters : stats::AllCounters {
  OpenCounters() {
    for (std::uint32_t taken = 0; taken < shared_size; taken += block) take();
  }
};

// How requests reach a thread, in the order of the list of listeners.
constexpr stats::Path udp4{0, Family::v4}, udp6{0, Family::v6}, tcp4{1, Family::v4}, tcp6{1, Family::v6};

// Where a test counts that does not look at what was counted.
inline stats::ThreadCounters some_counters() {
  static const stats::SpareCounters spare;
  return spare.counters();
}

}  // namespace rota::test
