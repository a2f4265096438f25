// How often this thread has answered each place: a (pool, name, type). Owned by
// one thread, so counting is a plain increment. A place keeps its turn over
// snapshots: a change of health or of files restarts nobody's rotation.
#pragma once

#include <cstdint>
#include <vector>

#include "base/dice.h"

namespace rota::serve {

class Turns {
 public:
  explicit Turns(Dice dice) : dice_(dice) {}

  // Room for turns below `count`. Each starts at an offset of its own, so that
  // threads and servers do not all begin with the same member.
  void grow(std::uint32_t count) {
    while (turns_.size() < count) turns_.push_back(dice_.roll() >> 1);
  }

  // Of a turn below the count that grow() was told last: not checked on the query path.
  std::uint64_t& of(std::uint32_t turn) { return turns_.data()[turn]; }

 private:
  Dice dice_;
  std::vector<std::uint64_t> turns_;
};

}  // namespace rota::serve
