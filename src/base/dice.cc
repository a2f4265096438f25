#include "base/dice.h"

#include <sys/random.h>

#include <bit>

namespace rota {

namespace {

// splitmix64 spreads one seed over the whole state, as the authors of xoshiro advise.
std::uint64_t spread(std::uint64_t& seed) {
  std::uint64_t z = (seed += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

std::uint64_t kernel_seed() {
  std::uint64_t seed = 0;
  if (::getrandom(&seed, sizeof seed, 0) != static_cast<ssize_t>(sizeof seed))
    seed = 0x524f5441;  // only before the kernel is seeded
  return seed;
}

}  // namespace

Dice::Dice() : Dice(kernel_seed()) {}

Dice::Dice(std::uint64_t seed) {
  for (auto& word : state_) word = spread(seed);
}

std::uint64_t Dice::roll() {
  const std::uint64_t out = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return out;
}

double Dice::fraction() { return static_cast<double>(roll() >> 11) * 0x1.0p-53; }

}  // namespace rota
