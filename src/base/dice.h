// Random numbers for one thread (xoshiro256**, seeded by the kernel unless a
// seed is given): cheap, not for secrets. Not shared between threads.
#pragma once

#include <array>
#include <cstdint>

namespace rota {

class Dice {
 public:
  Dice();                             // seeded by getrandom(2)
  explicit Dice(std::uint64_t seed);  // the same numbers every time, for tests

  std::uint64_t roll();
  double fraction();  // in [0, 1)

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace rota
