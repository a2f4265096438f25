// The shortest name that there is.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Lines;
using test::World;
using test::ZoneBuilder;

TEST_CASE("C-27 the root is a name like others, asked for and pointed at") {
  World in;
  auto zone = ZoneBuilder::usual("roots.example");
  zone.add("null", Type::mx, test::mx(0, ".")).add("none", Type::srv, test::srv(0, "."));
  zone.add("alias", Type::cname, test::wire("."));
  in.add(std::move(zone));
  for (const Type type : {Type::a, Type::ns, Type::any, Type::ds}) CHECK(in.ask(".", type).rcode() == 5);
  CHECK(in.ask("null.roots.example", Type::mx).answer() == Lines{"null.roots.example. 300 MX 0 ."});
  CHECK(in.ask("null.roots.example", Type::mx).additional().empty());
  CHECK(in.ask("none.roots.example", Type::srv).additional().empty());
  CHECK(in.ask("alias.roots.example", Type::a).answer() == Lines{"alias.roots.example. 300 CNAME ."});
}
