// Room for menus: given, retired, given again.
#include "bake/room.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "base/dice.h"

using rota::bake::Room;
using rota::bake::Run;

TEST_CASE("runs do not overlap, and end where the room ends") {
  Room room(10, 16);
  CHECK(room.take(2)->at == 10);
  CHECK(room.take(4)->at == 12);
  CHECK_FALSE(room.take(1));
}

TEST_CASE("a retired run is given again once every reader has passed its edition") {
  Room room(1, 3);
  const auto run = room.take(2);
  room.retire(*run);
  room.reclaim(100);  // its edition is not out yet: readers may still be led there
  CHECK_FALSE(room.take(2));
  room.close(7);
  room.reclaim(6);
  CHECK_FALSE(room.take(2));
  room.reclaim(7);
  CHECK(room.take(2)->at == 1);
}

TEST_CASE("a free run is cut for smaller ones, and neighbours that are free are one run again") {
  Room room(1, 7);
  const Run kept[] = {*room.take(2), *room.take(2), *room.take(2)};
  for (const Run run : {kept[0], kept[2], kept[1]}) {
    room.retire(run);
    room.close(1);
    room.reclaim(1);
  }
  CHECK(room.end_of_use() == 1);
  const auto one = room.take(1), four = room.take(4);
  REQUIRE((one && four));
  CHECK(one->at != four->at);
  CHECK_FALSE(room.take(2));
}

TEST_CASE("the smallest free run that is large enough is taken") {
  Room room(0, 100);
  const Run large = *room.take(5);
  room.take(1);
  const Run small = *room.take(3);
  room.take(1);
  for (const Run run : {large, small}) room.retire(run);
  room.close(1);
  room.reclaim(1);
  CHECK(room.take(2)->at == small.at);
  CHECK(room.take(4)->at == large.at);
}

// Runs of random sizes come and go, as menus do when the members of pools die: the room
// in use stays within twice of what was in use at the same time, and no two overlap.
TEST_CASE("room does not grow with the number of flips") {
  constexpr std::size_t pools = 200, largest = 130;
  rota::Dice dice(7);
  Room room(0, 1U << 30);
  std::vector<Run> menus;
  for (std::size_t i = 0; i < pools; ++i) menus.push_back(*room.take(largest));
  const std::size_t peak = room.end_of_use();
  for (std::uint64_t edition = 1; edition <= 20'000; ++edition) {
    Run& menu = menus[dice.roll() % pools];
    room.retire(menu);
    menu = *room.take(1 + dice.roll() % largest);
    room.close(edition);
    room.reclaim(edition - edition % 10);
    REQUIRE(room.end_of_use() <= 2 * peak);
  }
  std::ranges::sort(menus, {}, &Run::at);
  for (std::size_t i = 1; i < pools; ++i) CHECK(menus[i - 1].at + menus[i - 1].units <= menus[i].at);
}
