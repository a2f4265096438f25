// What a name is in a zone: hit, wildcard, cut, DNAME or nothing.
#include "snapshot/zones.h"

#include <catch2/catch.hpp>

#include "support/zone_builder.h"

using namespace rota;
using namespace rota::snapshot;
using dns::Type;
using test::wire;
using test::ZoneBuilder;

namespace {

const test::Octets a{192, 0, 2, 1};

std::shared_ptr<const Zones> zone() {
  return test::zones_of({ZoneBuilder::usual("Example")
                             .add("www", Type::a, a)
                             .add("deep.empty.between", Type::a, a)
                             .add("*.wild", Type::a, a)
                             .add("here.wild", Type::txt, test::text("x"))
                             .add("x.ent.wild", Type::a, a)
                             .add("*.*.stars", Type::a, a)
                             .add("x.*.middle", Type::a, a)
                             .add("child", Type::ns, wire("ns.child.example"))
                             .add("child", Type::ns, wire("ns.elsewhere"))
                             .add("ns.child", Type::a, a)
                             .add("*.child", Type::a, a)
                             .add("moved", Type::dname, wire("target.example"))
                             .add("below.moved", Type::a, a)
                             .add("\\065\\000z", Type::a, a)});
}

// "PLACE name" of where a name leads.
std::string look(const Zones& in, std::string_view name) {
  const Found found = in.find(test::lowered(name), Type::a);
  static constexpr std::array<std::string_view, 7> places{"hit",     "wildcard", "cut",    "dname",
                                                          "nothing", "broken",   "foreign"};
  std::string out(places[static_cast<std::size_t>(found.match)]);
  return found.node && found.match != Match::nothing ? out + " " + dns::text(found.node->name()) : out;
}

}  // namespace

TEST_CASE("a name that is there is a hit, in any case") {
  const auto in = zone();
  CHECK(look(*in, "www.example") == "hit www.example.");
  CHECK(look(*in, "WWW.eXample") == "hit www.example.");
  CHECK(look(*in, "example") == "hit example.");
  CHECK(look(*in, "a\\000Z.example") == "hit a\\000z.example.");
}

TEST_CASE("P-15 a name with names below it exists, with nothing of its own") {
  const auto in = zone();
  CHECK(look(*in, "between.example") == "hit between.example.");
  CHECK(look(*in, "empty.between.example") == "hit empty.between.example.");
  const auto node = in->at(ZoneSlot{0}).node(dns::parse_name("between.example").value());
  REQUIRE(node);
  CHECK(node->is_empty());
  CHECK_FALSE(node->find(Type::a));
}

TEST_CASE("a name that is not there is nothing, also below a name that is") {
  const auto in = zone();
  for (const char* name :
       {"no.example", "x.www.example", "no.between.example", "a.b.c.d.example", "wwww.example"}) {
    CAPTURE(name);
    CHECK(look(*in, name) == "nothing");
  }
}

TEST_CASE("P-27 a wildcard answers for any depth below its parent, unless a closer name exists") {
  const auto in = zone();
  CHECK(look(*in, "any.wild.example") == "wildcard *.wild.example.");
  CHECK(look(*in, "a.b.c.wild.example") == "wildcard *.wild.example.");
  CHECK(look(*in, "wild.example") == "hit wild.example.");
  CHECK(look(*in, "here.wild.example") == "hit here.wild.example.");
  CHECK(look(*in, "below.here.wild.example") == "nothing");  // the closest encloser has no wildcard
  CHECK(look(*in, "ent.wild.example") == "hit ent.wild.example.");
  CHECK(look(*in, "y.ent.wild.example") == "nothing");  // an empty non-terminal blocks too
}

TEST_CASE("P-28 the wildcard itself is an ordinary name, and an asterisk elsewhere is no wildcard") {
  const auto in = zone();
  CHECK(look(*in, "*.wild.example") == "hit *.wild.example.");
  CHECK(look(*in, "x.*.wild.example") == "nothing");  // its encloser is *.wild, which has no wildcard
  CHECK(look(*in, "*.*.stars.example") == "hit *.*.stars.example.");
  CHECK(look(*in, "x.*.stars.example") == "wildcard *.*.stars.example.");
  CHECK(look(*in, "x.stars.example") == "wildcard *.stars.example.");  // an ENT, but a wildcard all the same
  CHECK(look(*in, "x.*.middle.example") == "hit x.*.middle.example.");
  CHECK(look(*in, "x.y.middle.example") == "wildcard *.middle.example.");
}

TEST_CASE("P-28 a wildcard at the apex answers for every name that is not there") {
  const auto in =
      test::zones_of({ZoneBuilder::usual("example").add("*", Type::a, a).add("sub.www", Type::a, a)});
  CHECK(look(*in, "any.example") == "wildcard *.example.");
  CHECK(look(*in, "any.depth.example") == "wildcard *.example.");
  CHECK(look(*in, "www.example") == "hit www.example.");
  CHECK(look(*in, "x.www.example") == "nothing");
}

TEST_CASE("P-18 at and below a cut only the cut is found, and glue is there for who looks for it") {
  const auto in = zone();
  for (const char* name :
       {"child.example", "ns.child.example", "any.child.example", "x.ns.child.example", "*.child.example"}) {
    CAPTURE(name);
    CHECK(look(*in, name) == "cut child.example.");
  }
  const auto glue = in->at(ZoneSlot{0}).node(dns::parse_name("ns.child.example").value());
  REQUIRE(glue);
  CHECK(glue->is(Node::is_occluded));
  CHECK(glue->find(Type::a)->set.count == 1);
}

TEST_CASE("a cut hides what is below it, other cuts and DNAMEs too") {
  const auto in = test::zones_of({ZoneBuilder::usual("example")
                                      .add("a", Type::ns, wire("ns.elsewhere"))
                                      .add("b.a", Type::ns, wire("ns.elsewhere"))
                                      .add("d.a", Type::dname, wire("elsewhere"))
                                      .add("d", Type::dname, wire("elsewhere"))
                                      .add("c.d", Type::ns, wire("ns.elsewhere"))});
  CHECK(look(*in, "b.a.example") == "cut a.example.");
  CHECK(look(*in, "x.b.a.example") == "cut a.example.");
  CHECK(look(*in, "x.d.a.example") == "cut a.example.");
  CHECK(look(*in, "c.d.example") == "dname d.example.");
  CHECK(look(*in, "x.c.d.example") == "dname d.example.");
}

TEST_CASE("P-31 a DNAME redirects what is below it, not its owner") {
  const auto in = zone();
  CHECK(look(*in, "moved.example") == "hit moved.example.");
  CHECK(look(*in, "x.moved.example") == "dname moved.example.");
  CHECK(look(*in, "below.moved.example") == "dname moved.example.");  // P-32: occluded
  CHECK(look(*in, "x.below.moved.example") == "dname moved.example.");
  const auto apex = test::zones_of({ZoneBuilder::usual("example").add("@", Type::dname, wire("elsewhere"))});
  CHECK(look(*apex, "example") == "hit example.");
  CHECK(look(*apex, "a.b.example") == "dname example.");
}

TEST_CASE("names of 255 octets are looked up without harm, with and without a wildcard above") {
  test::Octets longest = test::long_name(247);
  longest.pop_back();
  test::put(longest, wire("example"));
  REQUIRE(longest.size() == 255);
  const auto plain = test::zones_of({ZoneBuilder::usual("example")});
  CHECK(plain->find(longest, Type::a).match == Match::nothing);
  const auto wild = test::zones_of({ZoneBuilder::usual("example").add("*", Type::a, a)});
  CHECK(wild->find(longest, Type::a).match == Match::wildcard);
}

TEST_CASE("an encloser so long that its wildcard would be no name has none") {
  std::string text = std::string(63, 'x') + "." + std::string(63, 'x') + "." + std::string(63, 'x') + ".";
  text += std::string(60 - 8, 'x') + ".example.";  // with its root 254 octets
  const auto in = test::zones_of({ZoneBuilder::usual("example").add(text, Type::a, a)});
  CHECK(look(*in, text) == "hit " + text);
  CHECK(look(*in, "y" + text.substr(1)) == "nothing");
}

TEST_CASE("a node keeps every set as it was given, and pools by their place") {
  auto zone = ZoneBuilder::usual("example");
  zone.add("www", Type::txt, test::text("a"), 5).add("www", Type::txt, test::text("bb"), 5);
  zone.add("www", Type::a, a, 7).pool("www", Type::aaaa, 0, 0);
  zone.place_pools([](const std::string&, ZoneBuilder::PoolName& pool) { pool.place = 70000; });
  const auto in = test::zones_of({zone});
  const auto node = in->at(ZoneSlot{0}).node(dns::parse_name("www.example").value());
  REQUIRE(node);
  const auto texts = node->find(Type::txt);
  REQUIRE(texts);
  CHECK(texts->set.count == 2);
  CHECK(texts->set.ttl == 5);
  CHECK(texts->set.size == 0);
  std::vector<test::Octets> kept;
  for (const Bytes rdata : texts->set) kept.emplace_back(rdata.begin(), rdata.end());
  CHECK(kept == std::vector{test::text("a"), test::text("bb")});
  CHECK(node->find(Type::a)->set.size == 4);
  CHECK_FALSE(node->find(Type::mx));
  const auto pool = node->find(Type::aaaa);
  REQUIRE(pool);
  CHECK(pool->from_pool);
  CHECK(pool->set.type == Type::aaaa);
  CHECK(pool->place == 70000);
  CHECK_FALSE(node->is_empty());
}

TEST_CASE("P-23 the negative TTL is the lower one of the SOA's TTL and its minimum") {
  const auto ttl = [](std::uint32_t own, std::uint32_t minimum) {
    return test::zones_of({ZoneBuilder("example").add("@", Type::soa, test::soa("ns", "host", minimum), own)})
        ->at(ZoneSlot{0})
        .negative_ttl();
  };
  CHECK(ttl(3600, 60) == 60);
  CHECK(ttl(60, 3600) == 60);
  CHECK(ttl(0, 3600) == 0);
}

TEST_CASE("a zone without nodes is broken, and known by its apex") {
  const auto broken = test::zones_of({ZoneBuilder::broken("example")});
  CHECK(broken->at(ZoneSlot{0}).is_broken());
  CHECK(look(*broken, "example") == "broken example.");
  CHECK(look(*broken, "a.b.example") == "broken example.");
  CHECK(look(*broken, "elsewhere") == "foreign");
  CHECK_FALSE(zone()->at(ZoneSlot{0}).is_broken());
}

TEST_CASE("every one of ten thousand names is found again, and no neighbour of one") {
  ZoneBuilder builder = ZoneBuilder::usual("example");
  for (int i = 0; i < 10000; ++i) builder.add("host" + std::to_string(i), Type::a, a);
  const auto in = test::zones_of({builder});
  for (int i = 0; i < 10000; ++i) {
    const std::string name = "host" + std::to_string(i);
    if (look(*in, name + ".example") != "hit " + name + ".example.") FAIL(name);
    if (look(*in, name + "x.example") != "nothing") FAIL(name);
  }
}
