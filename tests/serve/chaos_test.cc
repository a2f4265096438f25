#include "serve/chaos.h"

#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using test::Message;
using test::Packet;
using test::World;

namespace {

constexpr std::size_t txt = 16, chaos = 3;

World world(const snapshot::Service& service) {
  auto zone = test::ZoneBuilder::usual("bind");  // no question of class CH may find what is in it
  zone.add("version", dns::Type::txt, test::text("from the zone"));
  return World(std::move(zone), {}, service);
}

snapshot::Service telling() {
  snapshot::Service out;
  out.version = test::text("rota");
  out.identity = test::text("fra1");
  return out;
}

Message ask(World& in, std::string_view name, std::size_t type = txt) {
  return in.ask(Packet().question(name, type, chaos).opt());
}

}  // namespace

TEST_CASE("P-88 version and identity are told under both their names, in whatever case") {
  auto in = world(telling());
  for (const char* name : {"version.bind", "version.server", "VERSION.Bind"})
    CHECK(ask(in, name).answer() == test::Lines{std::string(name) + ". 0 TXT 04726f7461"});
  for (const char* name : {"hostname.bind", "id.server"})
    CHECK(ask(in, name).answer() == test::Lines{std::string(name) + ". 0 TXT 0466726131"});
  const Message reply = ask(in, "version.bind");
  CHECK(reply.authoritative());
  CHECK(reply.sections[0][0].in_class == chaos);
  CHECK(ask(in, "version.bind", 255).answer().size() == 1);
}

TEST_CASE("P-88 what is not set is refused, and is not by default") {
  auto in = world({});
  for (const char* name : {"version.bind", "version.server", "hostname.bind", "id.server"}) {
    const Message reply = ask(in, name);
    CHECK(reply.rcode() == 5);
    CHECK(reply.answer().empty());
  }
}

TEST_CASE("P-88 C-21 no other name of class CH is known, and none reaches zone data") {
  auto in = world(telling());
  for (const char* name : {"www.example", "bind", "authors.bind", "x.version.bind", "."})
    CHECK(ask(in, name).rcode() == 5);
  CHECK(ask(in, "version.bind").answer() == test::Lines{"version.bind. 0 TXT 04726f7461"});
  const Message other_type = ask(in, "version.bind", 1);
  CHECK(other_type.rcode() == 0);
  CHECK(other_type.answer().empty());
}
