// IPv4 peers of a socket for both families: they are who they are over IPv4.
#include <catch2/catch.hpp>

#include "support/hex.h"
#include "support/loaded_world.h"

using namespace rota;
using test::LoadedWorld;
using test::Packet;
using test::PeerAt;

namespace {

LoadedWorld world(const std::string& server) {
  return LoadedWorld({{"rota.toml", "zone = \"example\"\nfile = \"e.zone\"\n" + server},
                      {"e.zone", test::zone_head + "www A 192.0.2.1\n"},
                      {"secret", "000102030405060708090a0b0c0d0e0f\n"}});
}

serve::Peer over_tcp(const Endpoint& from) { return test::over_tcp(from.address, {}); }

// As accept() tells it.
Endpoint accepted(const char* address) {
  sockaddr_storage told{};
  to_sockaddr({*parse_address(address), 5353}, told);
  return from_sockaddr(told).value();
}

}  // namespace

TEST_CASE("an access list of IPv4 networks holds for mapped peers, and one of IPv6 does not") {
  struct Case {
    const char* list;
    const char* peer;
    bool may;
  };
  const Case cases[] = {
      {"192.0.2.0/24", "192.0.2.9", true},          {"192.0.2.0/24", "::ffff:192.0.2.9", true},
      {"192.0.2.0/24", "::ffff:192.0.3.9", false},  {"192.0.2.0/24", "2001:db8::9", false},
      {"::ffff:192.0.2.0/120", "192.0.2.9", true},  {"::ffff:192.0.2.0/120", "::ffff:192.0.2.9", true},
      {"::ffff:192.0.2.0/120", "192.0.3.9", false}, {"::/0", "2001:db8::9", true},
      {"::/0", "::ffff:192.0.2.9", false},          {"::/0", "192.0.2.9", false},
      {"0.0.0.0/0", "::ffff:192.0.2.9", true},      {"0.0.0.0/0", "2001:db8::9", false}};
  for (const Case& each : cases) {
    CAPTURE(each.list, each.peer);
    LoadedWorld in = world("allow_query = [\"" + std::string(each.list) + "\"]\n");
    const Endpoint tcp = accepted(each.peer);
    CHECK((in.ask(PeerAt(each.peer), "www.example").rcode() == 0) == each.may);
    CHECK((in.ask(over_tcp(tcp), "www.example").rcode() == 0) == each.may);
  }
}

TEST_CASE("a mapped peer shares the rate of its IPv4 address, and of no other") {
  LoadedWorld in = world("[rate_limit]\nresponses = 1\nburst = 2\n");
  const auto is_answered = [&](const char* peer) { return !in.ask(PeerAt(peer), "www.example").truncated(); };
  CHECK(is_answered("::ffff:192.0.2.1"));
  CHECK(is_answered("192.0.2.1"));
  CHECK_FALSE(is_answered("192.0.2.1"));
  CHECK_FALSE(is_answered("::ffff:192.0.2.1"));
  CHECK(is_answered("::ffff:192.0.2.2"));
  CHECK(is_answered("2001:db8::1"));
}

TEST_CASE("a network of IPv4 that is exempt from rate limits is so when it is mapped") {
  LoadedWorld in = world("[rate_limit]\nresponses = 1\nburst = 1\nexempt = [\"192.0.2.0/24\"]\n");
  for (int i = 0; i < 5; ++i) CHECK_FALSE(in.ask(PeerAt("::ffff:192.0.2.1"), "www.example").truncated());
}

TEST_CASE("a cookie given to a mapped peer is good over IPv4") {
  LoadedWorld in = world("[cookies]\nrequired = true\nsecret_file = \"secret\"\n");
  const auto ask = [&](const char* peer, const std::string& cookie) {
    return in.ask(PeerAt(peer), Packet().question("www.example", 1).opt({.options = test::unhex(cookie)}));
  };
  const auto first = ask("::ffff:192.0.2.1", "000a00080102030405060708");
  CHECK(first.rcode() == 23);
  CHECK(ask("192.0.2.1", first.opt->data).rcode() == 0);
  CHECK(ask("192.0.2.2", first.opt->data).rcode() == 23);
}
