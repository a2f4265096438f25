// How often this thread has answered each place: a (pool, name, type), by what was asked
// (snapshot/image.h). Owned by one thread, so counting is a plain increment. A place
// keeps its turns over snapshots: a change of health or of files restarts no rotation.
#pragma once

#include <cstdint>
#include <vector>

#include "base/dice.h"
#include "snapshot/image.h"

namespace rota::serve {

class Turns {
 public:
  explicit Turns(Dice dice) : dice_(dice) {}

  // Room for turns below `count`. They start at an offset, so that threads and servers do
  // not all begin with the same member; those of one place at the same.
  void grow(std::uint32_t count) {
    while (turns_.size() < count) {
      if (turns_.size() % snapshot::most_turns == 0) start_ = dice_.roll() >> 1;
      turns_.push_back(start_);
    }
  }

  // Of a turn below the count that grow() was told last: not checked on the query path.
  std::uint64_t& of(TurnId turn) { return turns_.data()[turn.value]; }

 private:
  Dice dice_;
  std::uint64_t start_ = 0;
  std::vector<std::uint64_t> turns_;
};

}  // namespace rota::serve
