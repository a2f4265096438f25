#include "base/dice.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

using namespace rota;

namespace {

std::vector<std::uint64_t> rolls(Dice dice) {
  std::vector<std::uint64_t> out(100);
  std::ranges::generate(out, [&] { return dice.roll(); });
  return out;
}

}  // namespace

TEST_CASE("the same seed rolls the same numbers, another seed others") {
  CHECK(rolls(Dice(1)) == rolls(Dice(1)));
  CHECK(rolls(Dice(1)) != rolls(Dice(2)));
  CHECK(rolls(Dice()) != rolls(Dice()));
}

TEST_CASE("a seed of zero rolls too") {
  auto numbers = rolls(Dice(0));
  std::ranges::sort(numbers);
  CHECK(std::ranges::adjacent_find(numbers) == numbers.end());
}

TEST_CASE("fractions are below one and in every tenth of it about as often") {
  Dice dice(1);
  std::vector<int> tenths(10);
  for (int i = 0; i < 100'000; ++i) {
    const double fraction = dice.fraction();
    REQUIRE(fraction >= 0);
    REQUIRE(fraction < 1);
    ++tenths[static_cast<std::size_t>(fraction * 10)];
  }
  // Ten standard deviations around 10,000; the seed is fixed, so this is no gamble.
  for (const int count : tenths) CHECK((count > 9'000 && count < 11'000));
}
