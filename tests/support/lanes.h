// stats::Lanes for worlds that are made by hand: their zones and menus count where nothing
// else does.
#pragma once

#include "stats/lanes.h"

namespace rota::test {

// Counters that any number of zones and menus of a test may share, one after the
// other in the blocks that a test takes first.
constexpr std::uint32_t shared_tally = stats::Lanes::head;
constexpr std::uint32_t shared_size = 1U << 14;

struct OpenLanes : stats::Lanes {
  OpenLanes() {
    for (std::uint32_t taken = 0; taken < shared_size; taken += block) take();
  }
};

// Where a test counts that does not look at what was counted.
inline stats::Lane some_lane() {
  static const stats::SpareLane spare;
  return spare.lane();
}

}  // namespace rota::test
