// Which zone a name belongs to.
#include "snapshot/zones.h"

#include <catch2/catch.hpp>

#include "support/zone_builder.h"

using namespace rota;
using namespace rota::snapshot;
using dns::Type;
using test::ZoneBuilder;

namespace {

std::shared_ptr<const Zones> zones(std::initializer_list<std::string_view> apexes) {
  std::vector<ZoneBuilder> out;
  for (const auto apex : apexes) out.push_back(ZoneBuilder::usual(apex));
  return test::zones_of(std::move(out));
}

// The apex of the zone that a name is in.
std::string look(const std::shared_ptr<const Zones>& in, std::string_view name, Type type = Type::a) {
  const Found found = in->find(test::lowered(name), type);
  return found.match == Match::foreign ? "none" : dns::text(in->zone_of(*found.node).apex());
}

}  // namespace

TEST_CASE("P-14 the zone with the longest apex is chosen, whatever their order") {
  for (const auto& in : {zones({"example", "sub.example", "other.sub.example"}),
                         zones({"other.sub.example", "sub.example", "example"})}) {
    CHECK(look(in, "example") == "example.");
    CHECK(look(in, "a.b.example") == "example.");
    CHECK(look(in, "sub.example") == "sub.example.");
    CHECK(look(in, "x.Sub.Example") == "sub.example.");
    CHECK(look(in, "xsub.example") == "example.");
    CHECK(look(in, "a.other.sub.example") == "other.sub.example.");
  }
}

TEST_CASE("P-08 a name of nobody's zone has none") {
  const auto in = zones({"sub.example", "com"});
  for (const char* name : {"example", "org", ".", "xcom", "com.org"}) CHECK(look(in, name) == "none");
  CHECK(look(zones({}), "example") == "none");
  CHECK(look(zones({}), ".") == "none");
}

TEST_CASE("the root zone is at or above every name") {
  const auto in = zones({".", "example"});
  CHECK(look(in, ".") == ".");
  CHECK(look(in, "a.b.c") == ".");
  CHECK(look(in, "a.example") == "example.");
  CHECK(look(in, ".", Type::ds) == ".");
}

TEST_CASE("P-14 the DS of a zone is its parent's, where that is ours too") {
  const auto both = zones({"example", "sub.example", "deep.down.sub.example"});
  CHECK(look(both, "sub.example", Type::ds) == "example.");
  CHECK(look(both, "deep.down.sub.example", Type::ds) == "sub.example.");
  CHECK(look(both, "x.sub.example", Type::ds) == "sub.example.");
  const auto child = zones({"sub.example"});
  CHECK(look(child, "sub.example", Type::ds) == "sub.example.");
}

TEST_CASE("ten thousand zones are each found, and nothing between them") {
  std::vector<ZoneBuilder> many;
  for (int i = 0; i < 10000; ++i) many.push_back(ZoneBuilder::broken("z" + std::to_string(i) + ".example"));
  const auto in = test::zones_of(std::move(many));
  CHECK(in->size() == 10000);
  for (int i = 0; i < 10000; ++i) {
    const std::string apex = "z" + std::to_string(i) + ".example.";
    if (look(in, "www." + apex) != apex) FAIL(apex);
    if (look(in, "y" + apex) != "none") FAIL(apex);
  }
}
