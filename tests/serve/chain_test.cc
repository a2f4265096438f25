// Chains of aliases that do not end well, over static zones.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Lines;
using test::wire;
using test::World;
using test::ZoneBuilder;

TEST_CASE("P-16 a loop of CNAMEs ends with each of its records once") {
  auto zone = ZoneBuilder::usual("example");
  zone.add("a", Type::cname, wire("b.example"))
      .add("b", Type::cname, wire("C.example"))
      .add("c", Type::cname, wire("a.example"));
  zone.add("self", Type::cname, wire("self.example")).add("*.w", Type::cname, wire("x.w.example"));
  World in(std::move(zone));
  CHECK(in.ask("A.example", Type::a).answer() == Lines{"A.example. 300 CNAME b.example.",
                                                       "b.example. 300 CNAME C.example.",
                                                       "C.example. 300 CNAME a.example."});
  CHECK(in.ask("self.example", Type::a).answer() == Lines{"self.example. 300 CNAME self.example."});
  CHECK(in.ask("q.w.example", Type::a).answer() ==
        Lines{"q.w.example. 300 CNAME x.w.example.", "x.w.example. 300 CNAME x.w.example."});
  CHECK(in.ask("self.example", Type::a).rcode() == 0);
}

TEST_CASE("P-16 a very long chain is cut, and what is there is sent") {
  auto zone = ZoneBuilder::usual("example");
  for (int i = 0; i < 40; ++i)
    zone.add("c" + std::to_string(i), Type::cname, wire("c" + std::to_string(i + 1) + ".example"));
  World in(std::move(zone));
  const auto reply = in.ask("c0.example", Type::a);
  CHECK(reply.answer().size() >= 16);
  CHECK(reply.answer().size() <= 18);
  CHECK(reply.rcode() == 0);
}
