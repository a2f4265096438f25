// Questions that come in a fixed order, as resolvers send them for one client: the order
// decides nothing. Turns belong to the asked type.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::wire;
using test::World;
using test::ZoneBuilder;

namespace {

enum Pools : std::uint32_t { cdn, web, services };

World world() {
  auto zone = ZoneBuilder::usual("example");
  zone.pool("cdn", Type::cname, cdn, 0).pool("*.any", Type::cname, cdn, 1);
  zone.pool("www", Type::a, web, 2).pool("www", Type::aaaa, web, 3);
  zone.pool("_http._tcp", Type::srv, services, 4);
  zone.add("alias", Type::cname, wire("cdn.example"));
  const std::vector<test::Octets> v4{test::address("192.0.2.1"), test::address("192.0.2.2")};
  const std::vector<test::Octets> v6{test::address("2001:db8::1"), test::address("2001:db8::2")};
  return World(
      std::move(zone),
      {{{{.type = Type::cname, .members = {wire("x.elsewhere"), wire("y.elsewhere")}, .answers = 1}}},
       {{{.type = Type::a, .members = v4}, {.type = Type::aaaa, .members = v6}}},
       {{{.type = Type::srv, .members = {test::srv(80, "a.elsewhere"), test::srv(80, "b.elsewhere")}}}}});
}

// What a question of each type was answered, over `rounds` in which each is asked once.
using Rounds = std::vector<std::map<Type, std::string>>;

Rounds ask(World& in, const std::string& name, const std::vector<Type>& types, Type wanted, int rounds) {
  Rounds out;
  for (int i = 0; i < rounds; ++i) {
    auto& round = out.emplace_back();
    for (const Type type : types) {
      const auto reply = in.ask(name, type);
      for (const auto& record : reply.sections[0])
        if (static_cast<Type>(record.type) == wanted) round.emplace(type, record.data);
    }
  }
  return out;
}

std::map<std::string, int> answered(const Rounds& rounds, Type type) {
  std::map<std::string, int> out;
  for (const auto& round : rounds) ++out[round.at(type)];
  return out;
}

}  // namespace

TEST_CASE("a client that asks a CNAME pool for A and AAAA gets one target, and each target in its turn") {
  const std::vector<std::vector<Type>> orders{
      {Type::a, Type::aaaa}, {Type::aaaa, Type::a},  {Type::a, Type::aaaa, Type::https},
      {Type::mx, Type::txt}, {Type::a, Type::cname}, {Type::a, Type::any}};
  const std::map<std::string, int> each{{"x.elsewhere.", 5}, {"y.elsewhere.", 5}};
  for (const char* name : {"cdn.example", "x.any.example"})
    for (const auto& types : orders) {
      CAPTURE(name, types.size());
      auto in = world();
      const Rounds rounds = ask(in, name, types, Type::cname, 10);
      for (const Type type : types) CHECK(answered(rounds, type) == each);
      for (const auto& round : rounds)
        for (const Type type : types) CHECK(round.at(type) == round.at(types.front()));
    }
}

TEST_CASE("behind an alias too, A and AAAA in lockstep see every target of a CNAME pool") {
  auto in = world();
  std::map<Type, std::map<std::string, int>> seen;
  for (int i = 0; i < 10; ++i)
    for (const Type type : {Type::a, Type::aaaa})
      ++seen[type][in.ask("alias.example", type).sections[0].at(1).data];
  const std::map<std::string, int> each{{"x.elsewhere.", 5}, {"y.elsewhere.", 5}};
  CHECK(seen[Type::a] == each);
  CHECK(seen[Type::aaaa] == each);
}

TEST_CASE("ANY beside the own type of a pool moves no rotation but its own") {
  for (const auto& [name, type] : {std::pair{"www.example", Type::a}, {"_http._tcp.example", Type::srv}}) {
    auto in = world();
    const Rounds rounds = ask(in, name, {type, Type::any}, type, 10);
    for (const Type asked : {type, Type::any}) {
      const auto seen = answered(rounds, asked);
      CAPTURE(name, asked == type);
      CHECK(seen.size() == 2);
      for (const auto& [data, times] : seen) {
        CAPTURE(data);
        CHECK(times == 5);
      }
    }
  }
}
