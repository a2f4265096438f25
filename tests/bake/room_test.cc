// Room for menus: given, retired, given again.
#include "bake/room.h"

#include <catch2/catch.hpp>

using rota::bake::Room;

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

TEST_CASE("free runs serve their own size alone") {
  Room room(1, 3);
  room.retire(*room.take(2));
  room.close(1);
  room.reclaim(1);
  CHECK_FALSE(room.take(1));
  CHECK(room.take(2));
}
