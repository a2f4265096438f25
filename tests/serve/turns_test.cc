// Turns per slot.
#include "serve/turns.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::serve;

TEST_CASE("each slot counts for itself, from an offset of its own") {
  Turns turns(Dice(1));
  turns.grow(snapshot::most_turns + 1);
  const std::uint64_t first = turns.of(TurnId{0})++, second = turns.of(TurnId{snapshot::most_turns})++;
  CHECK(first != second);
  CHECK(turns.of(TurnId{0})++ == first + 1);
  CHECK(turns.of(TurnId{0})++ == first + 2);
  CHECK(turns.of(TurnId{snapshot::most_turns})++ == second + 1);
}

TEST_CASE("growing restarts no slot, and shrinking forgets none") {
  Turns turns(Dice(1));
  turns.grow(2);
  const std::uint64_t before = turns.of(TurnId{1})++;
  turns.grow(100);
  CHECK(turns.of(TurnId{1})++ == before + 1);
  turns.grow(1);
  CHECK(turns.of(TurnId{1})++ == before + 2);
}

TEST_CASE("threads start at different offsets, which leave room to count for ever") {
  Turns one(Dice(1)), other(Dice(2));
  one.grow(1000);
  other.grow(1000);
  std::size_t same = 0;
  for (std::uint32_t slot = 0; slot < 1000; ++slot) {
    const std::uint64_t turn = one.of(TurnId{slot})++;
    CHECK(turn < std::uint64_t{1} << 63);
    same += turn == other.of(TurnId{slot})++;
  }
  CHECK(same == 0);
}

TEST_CASE("all turns of one place start at the same number, those of another at another") {
  Turns turns(Dice(1));
  turns.grow(3);
  turns.grow(2 * snapshot::most_turns);
  for (std::uint32_t turn = 1; turn < snapshot::most_turns; ++turn)
    CHECK(turns.of(TurnId{turn}) == turns.of(TurnId{0}));
  CHECK(turns.of(TurnId{snapshot::most_turns}) != turns.of(TurnId{0}));
}
