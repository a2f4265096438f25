#include "base/make_room.h"

#include <catch2/catch.hpp>

using namespace rota;

TEST_CASE("room made for one more each time is seldom made anew") {
  std::vector<int> list;
  int moves = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto* const before = list.data();
    make_room(list, 1);
    moves += list.data() == before ? 0 : 1;
    REQUIRE(list.capacity() > list.size());
    list.push_back(i);
  }
  CHECK(moves < 40);
}

TEST_CASE("there is room for as many as asked for") {
  std::vector<int> list(10);
  make_room(list, 1000);
  CHECK(list.capacity() >= 1010);
  CHECK(list.size() == 10);
}
