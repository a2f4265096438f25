#include "bake/slots.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using rota::bake::Slots;
using rota::dns::Type;

TEST_CASE("a key keeps its slot for as long as it is asked for") {
  Slots slots;
  const auto a = slots.get("a", Type::a);
  const auto b = slots.get("b", Type::a);
  CHECK(a != b);
  slots.retire(1);
  CHECK(slots.get("b", Type::a) == b);
  CHECK(slots.get("a", Type::a) == a);
}

TEST_CASE("a slot is given anew only when every reader has moved on") {
  Slots slots;
  const auto old = slots.get("gone", Type::a);
  slots.retire(1);
  slots.get("kept", Type::a);
  slots.retire(2);  // "gone" was not asked for: gone as of edition 2
  slots.reclaim(1);
  CHECK(slots.get("new", Type::a) != old);
  slots.reclaim(2);
  CHECK(slots.get("newer", Type::a) == old);
  CHECK(slots.count() == rota::snapshot::most_turns);
}

TEST_CASE("slots of a bake that was thrown away are found again by the next") {
  Slots slots;
  const auto slot = slots.get("tried", Type::a);
  CHECK(slots.get("tried", Type::a) == slot);
  slots.retire(1);
  CHECK(slots.get("tried", Type::a) == slot);
}

TEST_CASE("slots of one key lie in one group, and no two keys share any") {
  Slots slots;
  std::set<std::uint32_t> seen;
  for (int i = 0; i < 100; ++i) {
    const Type type = i % 3 == 0 ? Type::cname : Type::aaaa;
    const std::uint32_t first = slots.get(std::to_string(i), type).value;
    const std::uint32_t last = first + rota::snapshot::turns_of(type) - 1;
    CHECK(first / rota::snapshot::most_turns == last / rota::snapshot::most_turns);
    for (std::uint32_t slot = first; slot <= last; ++slot) CHECK(seen.insert(slot).second);
    CHECK(last < slots.count());
  }
}
