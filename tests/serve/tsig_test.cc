// Requests that are signed: no key is known here.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using test::Message;
using test::Octets;
using test::Packet;

namespace {

constexpr unsigned notauth = 9;

test::World world() {
  auto zone = test::ZoneBuilder::usual("example");
  return test::World(std::move(zone.add("www", dns::Type::a, test::address("192.0.2.1"))));
}

Packet signed_query(const Octets& key, const Octets& tsig = test::tsig("hmac-sha256")) {
  return Packet().question("www.example", 1).opt().record_of(3, key, 250, 255, tsig);
}

// Algorithm, time and fudge as asked; no MAC, the original id, BADKEY, no other data.
const std::string bad_key =
    "0b686d61632d7368613235360000006501020301"
    "2c0000123400110000";

}  // namespace

TEST_CASE("C-09 a signed query is NOTAUTH, with an unsigned TSIG that says BADKEY") {
  test::World in = world();
  for (const auto transport : {test::Transport::udp, test::Transport::tcp}) {
    const Message reply = in.ask(signed_query(test::wire("Key.example")), transport);
    CHECK(reply.rcode() == notauth);
    CHECK((reply.answer().empty() && reply.authority().empty()));
    CHECK(reply.opt);
    REQUIRE(reply.sections[2].size() == 1);
    const test::Record& tsig = reply.sections[2][0];
    CHECK(tsig.owner == "Key.example.");
    CHECK((tsig.type == 250 && tsig.in_class == 255 && tsig.ttl == 0));
    CHECK(tsig.data == bad_key);
  }
}

TEST_CASE("the name of a key may be compressed") {
  test::World in = world();
  const Message reply = in.ask(signed_query({1, 'k', 0xC0, 12}));
  CHECK(reply.sections[2].at(0).owner == "k.www.example.");
  for (const Octets& endless : {Octets{0xC0, 40}, Octets{0xC0, 255}, Octets{1, 'x', 0xC0, 40}}) {
    const Message without = in.ask(signed_query(endless));
    CHECK(without.rcode() == notauth);
    CHECK(without.sections[2].empty());
  }
}

TEST_CASE("a TSIG that does not fit is left out") {
  test::World in = world();
  const Octets long_algorithm = test::long_name(255);
  Octets tsig = test::tsig("x");
  tsig.erase(tsig.begin(), tsig.begin() + 3);
  tsig.insert(tsig.begin(), long_algorithm.begin(), long_algorithm.end());
  const Packet request = Packet().question("www.example", 1).record_of(3, long_algorithm, 250, 255, tsig);
  CHECK(in.ask(request).rcode() == notauth);
  CHECK(in.ask(request).sections[2].empty());
  CHECK(in.ask(request, test::Transport::tcp).sections[2].size() == 1);
}
