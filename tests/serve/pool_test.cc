// Bytes in, bytes out, where a pool answers.
#include <catch2/catch.hpp>
#include <map>

#include "support/world.h"

using namespace rota;
using dns::Type;
using snapshot::Empty;
using test::Lines;
using test::wire;
using test::World;
using test::ZoneBuilder;

namespace {

const std::vector<test::Octets> three_v4{test::address("192.0.2.1"), test::address("192.0.2.2"),
                                         test::address("192.0.2.3")};
const std::vector<test::Octets> two_v6{test::address("2001:db8::1"), test::address("2001:db8::2")};

enum Pools : std::uint32_t { web, heavy, empty, failing, aliases, services };

World world() {
  auto zone = ZoneBuilder::usual("example");
  zone.pool("@", Type::a, web, 0)
      .pool("www", Type::a, web, 1)
      .pool("www", Type::aaaa, web, 2)
      .pool("*.any", Type::a, web, 3);
  zone.pool("heavy", Type::a, heavy, 4).pool("empty", Type::a, empty, 5).pool("failing", Type::a, failing, 6);
  zone.pool("cdn", Type::cname, aliases, 7).pool("_http._tcp", Type::srv, services, 8);
  zone.add("www", Type::txt, test::text("beside"))
      .add("alias", Type::cname, wire("www.example"))
      .add("toempty", Type::cname, wire("empty.example"));
  zone.add("tofailing", Type::cname, wire("failing.example"));
  zone.add("mail", Type::mx, test::mx(10, "www.example"))
      .add("mail", Type::mx, test::mx(20, "plain.example"));
  zone.add("plain", Type::a, test::address("198.51.100.1"));
  return World(
      std::move(zone),
      {{{{.type = Type::a, .members = three_v4}, {.type = Type::aaaa, .members = two_v6}}},
       {{{.type = Type::a, .members = three_v4, .policy = "weighted", .weights = {3, 2, 1}, .answers = 1}}},
       {{{.type = Type::a}}, 4},
       {{{.type = Type::a, .empty = Empty::servfail}}},
       {{{.type = Type::cname, .members = {wire("plain.example"), wire("x.elsewhere")}, .answers = 1}}},
       {{{.type = Type::srv, .members = {test::srv(80, "plain.example"), test::srv(81, "www.example")}}}}});
}

std::string first_data(const test::Message& reply) { return reply.sections[0].at(0).data; }

}  // namespace

TEST_CASE("every answer names all members once, each first in turn") {
  auto in = world();
  std::map<std::string, int> first;
  for (int i = 0; i < 9; ++i) {
    const auto reply = in.ask("www.example", Type::a);
    std::map<std::string, int> named;
    for (const auto& record : reply.sections[0]) ++named[record.data];
    CHECK(named == std::map<std::string, int>{{"192.0.2.1", 1}, {"192.0.2.2", 1}, {"192.0.2.3", 1}});
    CHECK(reply.authoritative());
    ++first[first_data(reply)];
  }
  CHECK(first == std::map<std::string, int>{{"192.0.2.1", 3}, {"192.0.2.2", 3}, {"192.0.2.3", 3}});
}

TEST_CASE("A and AAAA in lockstep, and other names of the pool, do not disturb each other's turns") {
  auto in = world();
  std::map<std::string, int> first;
  for (int i = 0; i < 6; ++i) {
    ++first[first_data(in.ask("www.example", Type::a))];
    ++first[first_data(in.ask("WWW.EXAMPLE", Type::aaaa))];
    ++first["apex " + first_data(in.ask("example", Type::a))];
  }
  CHECK(first == std::map<std::string, int>{{"192.0.2.1", 2},
                                            {"192.0.2.2", 2},
                                            {"192.0.2.3", 2},
                                            {"2001:db8::1", 3},
                                            {"2001:db8::2", 3},
                                            {"apex 192.0.2.1", 2},
                                            {"apex 192.0.2.2", 2},
                                            {"apex 192.0.2.3", 2}});
}

TEST_CASE("P-93 weighted shares are exact in every period, over UDP and TCP together") {
  auto in = world();
  std::map<std::string, int> named;
  for (int i = 0; i < 60; ++i)
    ++named[first_data(
        in.ask("heavy.example", Type::a, i % 3 == 0 ? test::Transport::tcp : test::Transport::udp))];
  CHECK(named == std::map<std::string, int>{{"192.0.2.1", 30}, {"192.0.2.2", 20}, {"192.0.2.3", 10}});
}

TEST_CASE("P-30 a pool behind a wildcard answers as the name that was asked") {
  auto in = world();
  CHECK(in.ask("Some.Any.example", Type::a).sections[0].at(0).owner == "Some.Any.example.");
  CHECK(in.ask("a.b.any.example", Type::a).answer().size() == 3);
}

TEST_CASE("a pool at the end of a CNAME takes its turns too") {
  auto in = world();
  std::map<std::string, int> first;
  for (int i = 0; i < 3; ++i) ++first[in.ask("alias.example", Type::a).sections[0].at(1).data];
  CHECK(first.size() == 3);
}

TEST_CASE("P-24 P-25 an empty pool is no data with a short negative TTL, never NXDOMAIN") {
  auto in = world();
  for (const char* name : {"empty.example", "toempty.example"}) {
    const auto reply = in.ask(name, Type::a);
    CHECK(reply.rcode() == 0);
    CHECK(reply.authoritative());
    CHECK(reply.authority() == Lines{"example. 4 SOA ns.elsewhere. host.elsewhere. 1 7200 900 86400 60"});
  }
  // A type the pool does not serve is ordinary "no data".
  CHECK(in.ask("empty.example", Type::txt).sections[1].at(0).ttl == 60);
}

TEST_CASE("ANY at a pool gets a type that has records now") {
  const auto v6 = test::address("2001:db8::1");
  const auto ask = [&](const test::MenuOrder& a, const test::MenuOrder& aaaa) {
    auto zone = ZoneBuilder::usual("example");
    zone.pool("p", Type::a, 0, 0).pool("p", Type::aaaa, 0, 1);
    World in(std::move(zone), {{{a, aaaa}}});
    return in.ask("p.example", Type::any);
  };
  const test::MenuOrder no_a{.type = Type::a, .empty = snapshot::Empty::servfail},
      no_aaaa{.type = Type::aaaa};
  CHECK(ask(no_a, {.type = Type::aaaa, .members = {v6}}).answer() == Lines{"p.example. 30 AAAA 2001:db8::1"});
  CHECK(ask({.type = Type::a, .members = {{192, 0, 2, 1}}}, no_aaaa).answer() ==
        Lines{"p.example. 30 A 192.0.2.1"});
  CHECK(ask(no_a, no_aaaa).rcode() == 2);
}

TEST_CASE("a pool may fail instead, also behind a CNAME") {
  auto in = world();
  for (const char* name : {"failing.example", "tofailing.example"}) {
    const auto reply = in.ask(name, Type::a);
    CHECK(reply.rcode() == 2);
    CHECK(reply.answer().empty());
    CHECK_FALSE(reply.authoritative());
  }
}

TEST_CASE("a CNAME pool gives one record an answer, and is followed") {
  auto in = world();
  std::map<std::string, std::size_t> seen;
  for (int i = 0; i < 4; ++i) {
    const auto reply = in.ask("cdn.example", Type::a);
    seen[first_data(reply)] = reply.answer().size();
  }
  CHECK(seen == std::map<std::string, std::size_t>{{"plain.example.", 2}, {"x.elsewhere.", 1}});
  CHECK(in.ask("cdn.example", Type::cname).answer().size() == 1);
}

TEST_CASE("P-38 names that a pool answers are left out of the additional section") {
  auto in = world();
  CHECK(in.ask("mail.example", Type::mx).additional() == Lines{"plain.example. 300 A 198.51.100.1"});
  const auto reply = in.ask("_http._tcp.example", Type::srv);
  CHECK(reply.answer().size() == 2);
  CHECK(reply.additional() == Lines{"plain.example. 300 A 198.51.100.1"});
}

TEST_CASE("P-34 ANY at a pool's name makes one choice and gives one set") {
  auto in = world();
  const auto reply = in.ask("www.example", Type::any);
  REQUIRE_FALSE(reply.answer().empty());
  for (const auto& record : reply.sections[0]) CHECK(record.type == reply.sections[0][0].type);
}

TEST_CASE("static data beside a pool is answered as ever") {
  auto in = world();
  CHECK(in.ask("www.example", Type::txt).answer() == Lines{"www.example. 300 TXT 06626573696465"});
}

TEST_CASE("a new snapshot keeps every turn and brings its own members") {
  auto in = world();
  std::map<std::string, int> first;
  for (int i = 0; i < 9; ++i) {
    if (i > 0 && i % 2 == 0) {
      auto zone = ZoneBuilder::usual("example");
      zone.pool("www", Type::a, 0, 1);
      in.source().publish(
          test::make_snapshot({std::move(zone)}, {{{{.type = Type::a, .members = three_v4}}}}));
    }
    ++first[first_data(in.ask("www.example", Type::a))];
  }
  CHECK(first == std::map<std::string, int>{{"192.0.2.1", 3}, {"192.0.2.2", 3}, {"192.0.2.3", 3}});
}
