// How often this thread has answered each slot: a (pool, name, type). Owned by
// one thread, so counting is a plain increment. Slots outlive snapshots: a change
// of health elsewhere restarts nobody's rotation.
#pragma once

#include <cstdint>
#include <vector>

#include "base/dice.h"

namespace rota::serve {

class Turns {
 public:
  explicit Turns(Dice dice) : dice_(dice) {}

  // Room for slots below `count`. Each slot starts at an offset of its own, so that
  // threads and servers do not all begin with the same member.
  void grow(std::uint32_t count) {
    while (turns_.size() < count) turns_.push_back(dice_.roll() >> 1);
  }

  std::uint64_t next(std::uint32_t slot) { return turns_[slot]++; }
  std::uint64_t roll() { return dice_.roll(); }

 private:
  Dice dice_;
  std::vector<std::uint64_t> turns_;
};

}  // namespace rota::serve
