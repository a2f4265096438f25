// Bytes in, bytes out, over static zones: the algorithm of RFC 1034 section 4.3.2.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Lines;
using test::wire;
using test::World;
using test::ZoneBuilder;

namespace {

const Lines soa_60{"example. 60 SOA ns.elsewhere. host.elsewhere. 1 7200 900 86400 60"};
const Lines none{};

World world() {
  ZoneBuilder zone = ZoneBuilder::usual("example");
  zone.add("www", Type::a, test::address("192.0.2.1"));
  zone.add("www", Type::a, test::address("192.0.2.2"));
  zone.add("www", Type::aaaa, test::address("2001:db8::1"));
  zone.add("a.ent", Type::a, test::address("192.0.2.3"));
  zone.add("*.wild", Type::a, test::address("192.0.2.4"));
  zone.add("*.wildalias", Type::cname, wire("www.example"));
  zone.add("alias", Type::cname, wire("WWW.example"));
  zone.add("far", Type::cname, wire("alias.example"));
  zone.add("dangling", Type::cname, wire("none.example"));
  zone.add("nodata", Type::cname, wire("ent.example"));
  zone.add("out", Type::cname, wire("www.elsewhere"));
  zone.add("tochild", Type::cname, wire("x.child.example"));
  zone.add("toother", Type::cname, wire("www.other"));
  zone.add("mail", Type::mx, test::mx(10, "www.example"));
  zone.add("mail", Type::mx, test::mx(20, "mx.elsewhere"));
  zone.add("child", Type::ns, wire("ns.child.example"));
  zone.add("child", Type::ns, wire("www.example"));
  zone.add("child", Type::ns, wire("ns.elsewhere"));
  zone.add("child", Type::ds, {0, 1, 8, 2, 0xAA});
  zone.add("ns.child", Type::a, test::address("192.0.2.9"));
  zone.add("unsigned", Type::ns, wire("ns.elsewhere"));
  return World(std::move(zone));
}

}  // namespace

TEST_CASE("a name that is there answers with AA and nothing more") {
  auto in = world();
  const auto reply = in.ask("www.example", Type::a);
  CHECK(reply.answer() == Lines{"www.example. 300 A 192.0.2.1", "www.example. 300 A 192.0.2.2"});
  CHECK(reply.authoritative());
  CHECK(reply.rcode() == 0);
  CHECK(reply.authority() == none);
  CHECK(reply.additional() == none);
  CHECK(reply.opt);
}

TEST_CASE("static sets keep their order, for nobody asked to have them turned") {
  auto in = world();
  for (int i = 0; i < 4; ++i)
    CHECK(in.ask("www.example", Type::a).answer()[0] == "www.example. 300 A 192.0.2.1");
}

TEST_CASE("P-06 0x20: the question comes back byte for byte and owns the answer") {
  auto in = world();
  const test::Octets request = test::Packet(7, 0x0100).question("wWw.EXamPLE", 1);
  const auto reply = in.ask(request);
  CHECK(reply.question == test::Octets(request.begin() + 12, request.end()));
  CHECK(reply.answer()[0] == "wWw.EXamPLE. 300 A 192.0.2.1");
  CHECK(in.ask("ANY.WILD.example", Type::a).answer() == Lines{"ANY.WILD.example. 300 A 192.0.2.4"});  // P-30
  CHECK_FALSE(reply.opt);
}

TEST_CASE("P-15 P-23 no data and no such name carry the SOA with the negative TTL") {
  auto in = world();
  for (const char* name : {"www.example", "ent.example", "example", "any.wild.example"}) {
    const auto reply = in.ask(name, Type::txt);
    CAPTURE(name);
    CHECK(reply.rcode() == 0);
    CHECK(reply.answer() == none);
    CHECK(reply.authority() == soa_60);
    CHECK(reply.authoritative());
  }
  for (const char* name : {"no.example", "x.www.example", "x.ent.example"}) {
    const auto reply = in.ask(name, Type::a);
    CAPTURE(name);
    CHECK(reply.rcode() == 3);
    CHECK(reply.answer() == none);
    CHECK(reply.authority() == soa_60);
    CHECK(reply.authoritative());
  }
}

TEST_CASE("the SOA itself has its own TTL, and NS sets answer with no authority") {
  auto in = world();
  CHECK(in.ask("example", Type::soa).answer() ==
        Lines{"example. 3600 SOA ns.elsewhere. host.elsewhere. 1 7200 900 86400 60"});
  CHECK(in.ask("example", Type::ns).answer() == Lines{"example. 3600 NS ns.elsewhere."});
}

TEST_CASE("P-16 a CNAME is followed inside our zone, and its rcode is that of the last name") {
  auto in = world();
  CHECK(in.ask("far.example", Type::aaaa).answer() == Lines{"far.example. 300 CNAME alias.example.",
                                                            "alias.example. 300 CNAME WWW.example.",
                                                            "WWW.example. 300 AAAA 2001:db8::1"});
  const auto dangling = in.ask("dangling.example", Type::a);  // P-17
  CHECK(dangling.rcode() == 3);
  CHECK(dangling.answer() == Lines{"dangling.example. 300 CNAME none.example."});
  CHECK(dangling.authority() == soa_60);
  const auto nodata = in.ask("nodata.example", Type::a);
  CHECK(nodata.rcode() == 0);
  CHECK(nodata.answer() == Lines{"nodata.example. 300 CNAME ent.example."});
  CHECK(nodata.authority() == soa_60);
}

TEST_CASE("P-16 types that are about the alias itself are not followed") {
  auto in = world();
  for (const Type type : {Type::cname, Type::any})
    CHECK(in.ask("alias.example", type).answer() == Lines{"alias.example. 300 CNAME WWW.example."});
  for (const Type type : {Type::rrsig, Type::nsec}) CHECK(in.ask("alias.example", type).answer() == none);
}

TEST_CASE("P-17 a CNAME out of our zones is given as it is") {
  auto in = world();
  const auto reply = in.ask("out.example", Type::a);
  CHECK(reply.rcode() == 0);
  CHECK(reply.authoritative());
  CHECK(reply.answer() == Lines{"out.example. 300 CNAME www.elsewhere."});
  CHECK(reply.authority() == none);
}

TEST_CASE("a CNAME into another zone of ours is followed there, and that zone's SOA denies") {
  auto in = world();
  in.add(ZoneBuilder::usual("other").add("www", Type::a, test::address("198.51.100.1")));
  CHECK(in.ask("toother.example", Type::a).answer() ==
        Lines{"toother.example. 300 CNAME www.other.", "www.other. 300 A 198.51.100.1"});
  CHECK(in.ask("toother.example", Type::txt).authority() ==
        Lines{"other. 60 SOA ns.elsewhere. host.elsewhere. 1 7200 900 86400 60"});
}

TEST_CASE("P-29 P-30 a wildcard answers as the name that was asked, aliases too") {
  auto in = world();
  CHECK(in.ask("any.wild.example", Type::a).answer() == Lines{"any.wild.example. 300 A 192.0.2.4"});
  CHECK(in.ask("*.wild.example", Type::a).answer() == Lines{"*.wild.example. 300 A 192.0.2.4"});
  CHECK(in.ask("aNy.WILD.eXample", Type::a).answer() == Lines{"aNy.WILD.eXample. 300 A 192.0.2.4"});
  CHECK(in.ask("q.wildalias.example", Type::aaaa).answer() ==
        Lines{"q.wildalias.example. 300 CNAME www.example.", "www.example. 300 AAAA 2001:db8::1"});
}

TEST_CASE("P-18 P-86 a referral has no AA, the NS set, and all glue we have") {
  auto in = world();
  for (const char* name : {"child.example", "x.child.example", "ns.child.example"}) {
    const auto reply = in.ask(name, Type::a);
    CAPTURE(name);
    CHECK_FALSE(reply.authoritative());
    CHECK(reply.rcode() == 0);
    CHECK(reply.answer() == none);
    CHECK(reply.authority() == Lines{"child.example. 300 NS ns.child.example.",
                                     "child.example. 300 NS www.example.",
                                     "child.example. 300 NS ns.elsewhere."});
    CHECK(reply.additional() == Lines{"ns.child.example. 300 A 192.0.2.9", "www.example. 300 A 192.0.2.1",
                                      "www.example. 300 A 192.0.2.2", "www.example. 300 AAAA 2001:db8::1"});
  }
  CHECK_FALSE(in.ask("child.example", Type::any).authoritative());
  CHECK(in.ask("tochild.example", Type::a).authority().size() == 3);
  CHECK(in.ask("tochild.example", Type::a).answer() == Lines{"tochild.example. 300 CNAME x.child.example."});
}

TEST_CASE("P-14 the DS of a delegation is answered by the parent") {
  auto in = world();
  const auto reply = in.ask("child.example", Type::ds);
  CHECK(reply.authoritative());
  CHECK(reply.answer() == Lines{"child.example. 300 DS 00010802aa"});
  const auto nodata = in.ask("unsigned.example", Type::ds);
  CHECK(nodata.authoritative());
  CHECK(nodata.authority() == soa_60);
  CHECK_FALSE(in.ask("x.child.example", Type::ds).authoritative());
}

TEST_CASE("P-14 with parent and child both ours, the child answers and the parent gives the DS") {
  auto in = world();
  in.add(ZoneBuilder::usual("child.example").add("x", Type::a, test::address("203.0.113.1")));
  CHECK(in.ask("x.child.example", Type::a).answer() == Lines{"x.child.example. 300 A 203.0.113.1"});
  CHECK(in.ask("child.example", Type::ds).answer() == Lines{"child.example. 300 DS 00010802aa"});
  CHECK(in.ask("tochild.example", Type::a).answer().size() == 2);
}

TEST_CASE("P-87 addresses of MX targets that are ours are added") {
  auto in = world();
  CHECK(in.ask("mail.example", Type::mx).additional() == Lines{"www.example. 300 A 192.0.2.1",
                                                               "www.example. 300 A 192.0.2.2",
                                                               "www.example. 300 AAAA 2001:db8::1"});
}

TEST_CASE("P-34 ANY gets one set, and where there is none, no data or no such name") {
  auto in = world();
  const auto reply = in.ask("www.example", Type::any);
  REQUIRE_FALSE(reply.answer().empty());
  for (const auto& record : reply.sections[0]) CHECK(record.type == reply.sections[0][0].type);
  CHECK(in.ask("ent.example", Type::any).authority() == soa_60);
  CHECK(in.ask("no.example", Type::any).rcode() == 3);
}

TEST_CASE("P-08 names of no zone of ours are REFUSED, with the question and without AA") {
  auto in = world();
  const auto reply = in.ask("www.elsewhere", Type::a);
  CHECK(reply.rcode() == 5);
  CHECK_FALSE(reply.authoritative());
  CHECK(reply.asked == "www.elsewhere.");
  CHECK(reply.opt);
  CHECK(in.ask(".", Type::ns).rcode() == 5);
}

TEST_CASE("a broken zone is SERVFAIL, and other zones serve") {
  auto in = world();
  in.add(test::ZoneBuilder::broken("broken"));
  CHECK(in.ask("www.broken", Type::a).rcode() == 2);
  CHECK_FALSE(in.ask("broken", Type::soa).authoritative());
  CHECK(in.ask("www.example", Type::a).rcode() == 0);
}

TEST_CASE("before the first snapshot everything is SERVFAIL") {
  World in;
  CHECK(in.ask("www.example", Type::a).rcode() == 2);
}

TEST_CASE("P-07 P-09 a type nobody knows is no data, one that is no type is refused") {
  auto in = world();
  CHECK(in.ask("www.example", static_cast<Type>(65280)).authority() == soa_60);
  CHECK(in.ask("no.example", static_cast<Type>(65280)).rcode() == 3);
  CHECK(in.ask("www.example", Type::tsig).rcode() == 1);
  CHECK(in.ask("www.example", Type::axfr).rcode() == 5);
  CHECK(in.ask(test::Packet(1, 0x2800).question("example", 6).opt()).rcode() == 4);
  CHECK(in.ask(test::Packet(1, 0x2800).question("example", 6).opt()).opcode() == 5);
}

TEST_CASE("P-01 P-02 nothing is sent to an answer or to less than a header") {
  auto in = world();
  CHECK(in.answer(test::Packet(1, 0x8000).question("www.example", 1)).empty());
  CHECK(in.answer(test::Octets(11)).empty());
  CHECK(in.answer({}).empty());
}
