// DNAME (RFC 6672), bytes in, bytes out.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Lines;
using test::wire;
using test::World;
using test::ZoneBuilder;

namespace {

World world() {
  auto zone = ZoneBuilder::usual("example");
  zone.add("old", Type::dname, wire("new.example"), 77).add("old", Type::a, test::address("192.0.2.1"));
  zone.add("www.new", Type::a, test::address("192.0.2.2"));
  zone.add("away", Type::dname, wire("elsewhere"));
  zone.add("twice", Type::dname, wire("old.example"));
  zone.add("loop", Type::dname, wire("x.loop.example"));
  zone.add("toold", Type::cname, wire("www.old.example"));
  return World(std::move(zone));
}

}  // namespace

TEST_CASE("P-31 a name below a DNAME gets it, the CNAME made of it, and what that leads to") {
  auto in = world();
  const auto reply = in.ask("WWW.old.example", Type::a);
  CHECK(reply.authoritative());
  REQUIRE(reply.answer().size() == 3);
  CHECK(reply.answer()[0] == "old.example. 77 DNAME new.example.");
  CHECK(reply.sections[0][1].owner == "WWW.old.example.");
  CHECK(reply.sections[0][1].ttl == 77);
  CHECK(reply.sections[0][2].data == "192.0.2.2");
}

TEST_CASE("P-31 the owner of a DNAME is not redirected") {
  auto in = world();
  CHECK(in.ask("old.example", Type::a).answer() == Lines{"old.example. 300 A 192.0.2.1"});
  CHECK(in.ask("old.example", Type::dname).answer() == Lines{"old.example. 77 DNAME new.example."});
  CHECK(in.ask("old.example", Type::txt).authority().size() == 1);
}

TEST_CASE("P-31 the chase goes on through other DNAMEs and CNAMEs, and ends outside of our zones") {
  auto in = world();
  CHECK(in.ask("www.twice.example", Type::a).answer() ==
        Lines{"twice.example. 300 DNAME old.example.", "www.twice.example. 300 CNAME www.old.example.",
              "old.example. 77 DNAME new.example.", "www.old.example. 77 CNAME www.new.example.",
              "www.new.example. 300 A 192.0.2.2"});
  CHECK(in.ask("toold.example", Type::a).answer().size() == 4);
  CHECK(in.ask("a.b.away.example", Type::a).answer() ==
        Lines{"away.example. 300 DNAME elsewhere.", "a.b.away.example. 300 CNAME a.b.elsewhere."});
  CHECK(in.ask("no.old.example", Type::a).rcode() == 3);
  CHECK(in.ask("no.old.example", Type::a).answer().size() == 2);
}

TEST_CASE("P-32 CNAME and ANY below a DNAME get the CNAME made of it, DNAME is chased") {
  auto in = world();
  for (const Type type : {Type::cname, Type::any})
    CHECK(in.ask("www.old.example", type).answer().size() == 2);
  const auto dname = in.ask("www.old.example", Type::dname);
  CHECK(dname.answer().size() == 2);
  CHECK(dname.authority().size() == 1);  // www.new has none
}

TEST_CASE("types that may stand beside a CNAME are chased through a DNAME all the same") {
  auto in = world();
  for (const Type type : {Type::rrsig, Type::nsec}) {
    CHECK(in.ask("www.old.example", type).answer().size() == 2);
    CHECK(in.ask("www.old.example", type).authority().size() == 1);  // www.new has none
    CHECK(in.ask("no.old.example", type).rcode() == 3);
  }
}

TEST_CASE("P-31 a name that would grow beyond 255 octets is YXDOMAIN with the DNAME") {
  auto zone = ZoneBuilder::usual("example");
  zone.add("d", Type::dname, wire("a-target-of-24-octets.example"));
  World in(std::move(zone));
  const auto long_below = [](std::size_t size) {
    test::Octets name = test::long_name(size - wire("d.example").size() + 1);
    name.pop_back();
    test::put(name, wire("d.example"));
    return name;
  };
  const std::size_t grows = wire("a-target-of-24-octets.example").size() - wire("d.example").size();
  const auto fits = in.ask(test::Packet().question(long_below(255 - grows), 1).opt());
  CHECK(fits.rcode() == 3);
  CHECK(fits.answer().size() == 2);
  const auto grown = in.ask(test::Packet().question(long_below(256 - grows), 1).opt());
  CHECK(grown.rcode() == 6);
  CHECK(grown.answer() == Lines{"d.example. 300 DNAME a-target-of-24-octets.example."});
  CHECK(grown.authoritative());
}

TEST_CASE("a DNAME into itself ends, each of its sets given once") {
  auto in = world();
  const auto reply = in.ask("a.loop.example", Type::a, test::Transport::tcp);
  std::size_t dnames = 0;
  for (const auto& record : reply.sections[0]) dnames += record.type == 39;
  CHECK(dnames == 1);
}
