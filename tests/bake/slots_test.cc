#include "bake/slots.h"

#include <catch2/catch.hpp>

using rota::bake::Slots;

TEST_CASE("a key keeps its slot for as long as it is asked for") {
  Slots slots;
  const auto a = slots.get("a");
  const auto b = slots.get("b");
  CHECK(a != b);
  slots.retire(1);
  CHECK(slots.get("b") == b);
  CHECK(slots.get("a") == a);
  CHECK(slots.count() == 2);
}

TEST_CASE("a slot is given anew only when every reader has moved on") {
  Slots slots;
  const auto old = slots.get("gone");
  slots.retire(1);
  slots.get("kept");
  slots.retire(2);  // "gone" was not asked for: gone as of edition 2
  slots.reclaim(1);
  CHECK(slots.get("new") != old);
  slots.reclaim(2);
  CHECK(slots.get("newer") == old);
  CHECK(slots.count() == 3);
}

TEST_CASE("slots of a bake that was thrown away are found again by the next") {
  Slots slots;
  const auto slot = slots.get("tried");
  CHECK(slots.get("tried") == slot);
  slots.retire(1);
  CHECK(slots.get("tried") == slot);
}
