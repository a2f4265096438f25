#include "snapshot/zone_walk.h"

#include <catch2/catch.hpp>
#include <set>

#include "support/zone_builder.h"

using namespace rota;
using namespace rota::snapshot;
using dns::Type;
using test::ZoneBuilder;

namespace {

std::multiset<std::string> names(const Zones& zones, ZoneSlot zone) {
  std::multiset<std::string> out;
  ZoneWalk walk(zones, zone);
  while (const auto node = walk.next()) out.insert(dns::text(node->name()));
  CHECK_FALSE(walk.next());
  return out;
}

}  // namespace

TEST_CASE("a walk gives every node of its zone once, and none of another") {
  auto child = ZoneBuilder::usual("sub.example");
  child.add("a.b", Type::a, {192, 0, 2, 1});
  auto parent = ZoneBuilder::usual("example");
  parent.add("sub", Type::ns, test::wire("ns.elsewhere")).add("www.sub", Type::a, {192, 0, 2, 2});
  parent.add("sub", Type::ns, test::wire("ns2.elsewhere")).pool("p", Type::a, 0, 0);
  const auto zones = test::zones_of({parent, ZoneBuilder::broken("broken"), child});
  CHECK(names(*zones, ZoneSlot{0}) ==
        std::multiset<std::string>{"sub.example.", "a.b.sub.example.", "b.sub.example."});
  CHECK(names(*zones, ZoneSlot{1}) ==
        std::multiset<std::string>{"example.", "sub.example.", "www.sub.example.", "p.example."});
  CHECK(names(*zones, ZoneSlot{2}) == std::multiset<std::string>{"broken."});
}

TEST_CASE("a walk finds its way over the room that the writer leaves between nodes of any size") {
  ZoneBuilder zone = ZoneBuilder::usual("example");
  std::multiset<std::string> expected{"example."};
  for (int i = 0; i < 500; ++i) {
    const std::string label = "n" + std::string(static_cast<std::size_t>(i) % 60, 'x') + std::to_string(i);
    zone.add(label, Type::txt, test::Octets(static_cast<std::size_t>(1 + i * 7 % 250), 1));
    expected.insert(label + ".example.");
  }
  CHECK(names(*test::zones_of({zone, ZoneBuilder::usual("other")}), ZoneSlot{0}) == expected);
}
