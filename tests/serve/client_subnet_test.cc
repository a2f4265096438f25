// Client subnets end to end, in worlds whose answers may depend on who asks.
#include <catch2/catch.hpp>
#include <set>

#include "support/hex.h"
#include "support/world.h"

using namespace rota;
using test::hex;
using test::Message;
using test::Octets;
using test::Packet;
using test::unhex;
using test::World;

namespace {

snapshot::Service service() {
  snapshot::Service out;
  out.nsid = Octets(dns::OptionList::most_nsid, 'n');
  out.cookies.secrets = {dns::CookieSecret{1, 2, 3}};
  out.answers_by_asker = true;
  return out;
}

World world(const snapshot::Service& with = service()) {
  auto zone = test::ZoneBuilder::usual("example");
  zone.add("www", dns::Type::a, test::address("192.0.2.1"));
  for (int i = 0; i < 40; ++i) zone.add("many", dns::Type::a, {198, 51, 100, static_cast<std::uint8_t>(i)});
  return World(std::move(zone), {}, with);
}

Packet asks(std::string_view options, std::string_view name = "www.example", std::size_t size = 1232) {
  return Packet().question(name, 1).opt({.size = size, .options = unhex(options)});
}

// The options of a reply, in hex.
std::string told(const Message& reply) { return reply.opt ? reply.opt->data : "no OPT"; }

constexpr unsigned formerr = 1, badvers = 16;
const std::string subnet = "0008000700011800c00002";  // 192.0.2.0/24
const std::string subnet6 = "0008000b0002380020010db8fd1342";
const std::string malformed = "0008000700011818c00002";
const std::string cookie = "000a00082464c4abcf10c957";

}  // namespace

TEST_CASE("P-52 where answers depend on who asks, a malformed client subnet is FORMERR and not sent back") {
  auto in = world();
  for (const std::string_view bad :
       {"00080000", "0008000100", "0008000400030000", "0008000701011800c00002", "00080004ffff0000",
        "0008000501011800c0", "00080008000121000000000000", "0008000700011801c00002", "0008000600011800c000",
        "0008000800011800c0000200", "0008000700011700c00001"})
    for (const auto transport : {test::Transport::udp, test::Transport::tcp}) {
      CAPTURE(bad);
      const Message reply = in.ask(asks(bad), transport);
      CHECK(reply.rcode() == formerr);
      CHECK(reply.answer().empty());
      CHECK(told(reply).empty());
    }
}

TEST_CASE("P-53 P-54 a client subnet is sent back with every answer, and to nobody who sent none") {
  auto in = world();
  for (const std::string& sent : {subnet, subnet6, std::string("0008000400010000"),
                                  std::string("0008000400020000"), std::string("0008000400000000")}) {
    CAPTURE(sent);
    for (const char* name : {"www.example", "many.example", "no.example", "ns.example", "example"})
      CHECK(told(in.ask(asks(sent, name))) == sent);
    CHECK(told(in.ask(asks(sent, "other.test"))) == sent + "000f00020014");
    CHECK(told(in.ask(Packet(7, 4 << 11).question("www.example", 6).opt({.options = unhex(sent)}))) ==
          sent + "000f00020015");
  }
  CHECK(told(in.ask(asks(""))).empty());
  CHECK(told(in.ask(Packet().question("www.example", 1))) == "no OPT");
  CHECK(in.ask(asks(subnet)).answer() == in.ask(asks("")).answer());
}

TEST_CASE("P-46 P-53 of several client subnets the first counts") {
  auto in = world();
  CHECK(told(in.ask(asks(subnet + subnet6))) == subnet);
  CHECK(told(in.ask(asks(subnet + malformed))) == subnet);
  CHECK(in.ask(asks(malformed + subnet)).rcode() == formerr);
}

TEST_CASE("P-53 there is room for a client subnet beside all other options, at their largest") {
  auto in = world();
  const std::string longest = "0008001400028000" + std::string(32, '7');
  const Message reply = in.ask(asks(longest + "00030000" + "000b0000" + cookie), test::Transport::tcp);
  CHECK(told(reply).size() == 2 * dns::OptionList::room);
  CHECK(told(reply).find(longest) != std::string::npos);
  CHECK(reply.answer().size() == 1);
  const Octets name = test::long_name(253);
  const Octets small = in.answer(
      Packet().question(name, 1).opt({.size = 512, .options = unhex(longest + "00030000" + cookie)}));
  CHECK(small.size() <= 512);
  CHECK(told(test::read_message(small).value()).find(longest) != std::string::npos);
}

TEST_CASE("P-13 P-53 the room of a client subnet is not the sections'") {
  auto in = world();
  const std::size_t size = in.answer(asks("", "many.example")).size();
  REQUIRE(size > 512);
  CHECK_FALSE(in.ask(asks("", "many.example", size)).truncated());
  for (const std::string& sent : {subnet, subnet6}) {
    const std::size_t with = size + sent.size() / 2;
    const Octets whole = in.answer(asks(sent, "many.example", with));
    CHECK(whole.size() == with);
    CHECK_FALSE(test::read_message(whole).value().truncated());
    const Message cut = in.ask(asks(sent, "many.example", with - 1));
    CHECK(cut.truncated());
    CHECK(told(cut) == sent);
  }
}

TEST_CASE("P-40 P-52 a version of EDNS that is not known may mean something else by a client subnet") {
  auto in = world();
  const auto request = [](const std::string& options) {
    return Packet().question("www.example", 1).opt({.version = 1, .options = unhex(options)});
  };
  CHECK(in.ask(request(malformed)).rcode() == badvers);
  CHECK(in.ask(request(subnet)).rcode() == badvers);
}

TEST_CASE("P-03 P-52 a malformed client subnet spoils a request for a cookie alone too") {
  auto in = world();
  CHECK(in.ask(Packet().opt({.options = unhex(cookie + malformed)})).rcode() == formerr);
  const Message given = in.ask(Packet().opt({.options = unhex(cookie + subnet)}));
  CHECK(given.rcode() == 0);
  CHECK(told(given).substr(56) == subnet);
}

TEST_CASE("P-58 a client subnet opens no access list, and closes none") {
  const auto only = [](const char* network) {
    IdVector<ZoneSlot, snapshot::AccessList> zones;
    zones.push_back(std::vector{*parse_prefix(network)});
    auto out = service();
    out.access = snapshot::Access({}, std::move(zones));
    return out;
  };
  auto closed = world(only("192.0.2.0/24"));
  const test::PeerAt inside("192.0.2.9"), outside("198.51.100.9");
  const auto ask = [&](const serve::Peer& peer, const std::string& sent) {
    return test::read_message(closed.answer_to(peer, asks(sent))).value();
  };
  CHECK(told(ask(outside, subnet)) == subnet + "000f00020012");
  CHECK(ask(inside, subnet6).answer().size() == 1);
}

TEST_CASE("P-58 a cookie and a rate are of who asks, not of the client subnet") {
  auto limited = service();
  limited.rate_limit.responses = limited.rate_limit.negative = limited.rate_limit.burst = 10;
  auto in = world(limited);
  CHECK(told(in.ask(asks(cookie + subnet))) == told(in.ask(asks(cookie))) + subnet);
  std::size_t answered = 0;
  for (std::uint8_t i = 0; i < 20; ++i)
    answered += in.ask(asks("00080007000118000a00" + hex(Octets{i}))).answer().size();
  CHECK(answered == 8);
}

namespace {

// www is answered by where the asker is: in 10.0.0.0/8 one of two in turn, in 10.1.0.0/16
// by its network, elsewhere the first.
World by_place() {
  const auto entry = [](const char* prefix, std::uint32_t place) {
    return PrefixMap::Entry{*parse_prefix(prefix), place};
  };
  const auto map =
      std::make_shared<const PrefixMap>(std::vector{entry("10.0.0.0/8", 1), entry("10.1.0.0/16", 2)}, 0);
  const policy::ByPlace plan{
      .map = 0,
      .children = {policy::ByTurn{}, policy::ByTurn{.width = 2, .cuts = {0, 1}, .first_line = 1},
                   policy::ByHash{.prefix4 = 24, .slots = {3}}}};
  test::MenuOrder menu{.type = dns::Type::a, .plan = plan};
  for (std::uint8_t i = 1; i <= 4; ++i) menu.members.push_back({192, 0, 2, i});
  auto zone = test::ZoneBuilder::usual("example");
  zone.pool("www", dns::Type::a, 0, 0).pool("www", dns::Type::aaaa, 0, 1);
  auto order = service();
  order.nsid.clear();
  return World(std::move(zone), {{.menus = {menu}, .maps = {map}}}, order);
}

std::string client_subnet(const std::string& family_source_scope, const std::string& address) {
  const std::string data = family_source_scope + address;
  return "000800" + hex(Octets{static_cast<std::uint8_t>(data.size() / 2)}) + data;
}

}  // namespace

TEST_CASE("P-55 C7 a plan by place goes by the client subnet, and tells for how many bits its answer holds") {
  auto in = by_place();
  const auto ask = [&](const std::string& sent) { return in.ask(asks(sent)); };
  const auto last = [](const Message& reply) { return reply.answer().at(0).back(); };
  const Message first = ask(client_subnet("00011800", "0a8000"));  // 10.128.0.0/24
  const Message second = ask(client_subnet("00011800", "0a8000"));
  CHECK(std::set{last(first), last(second)} == std::set{'2', '3'});
  CHECK(told(first) == client_subnet("00011809", "0a8000"));
  const Message hashed = ask(client_subnet("00011800", "0a0102"));  // 10.1.2.0/24
  CHECK(last(hashed) == '4');
  CHECK(told(hashed) == client_subnet("00011818", "0a0102"));
  const Message elsewhere = ask(client_subnet("00011800", "c63364"));  // 198.51.100.0/24
  CHECK(last(elsewhere) == '1');
  CHECK(told(elsewhere) == client_subnet("00011801", "c63364"));
}

TEST_CASE("C7 who sends no subnet, or one of no bits, is where its resolver is, and no scope is told") {
  auto in = by_place();
  const test::PeerAt there("10.1.2.3");
  for (const std::string& sent : {std::string(), std::string("0008000400010000")}) {
    const Message reply = test::read_message(in.answer_to(there, asks(sent))).value();
    CHECK(reply.answer().at(0).back() == '4');
    CHECK(told(reply) == sent);
  }
}

TEST_CASE("P-57 C7 an answer without data holds for everybody, whoever asked") {
  auto in = by_place();
  const std::string sent = client_subnet("00011800", "0a8000");
  CHECK(told(in.ask(asks(sent, "none.example"))) == sent);
  CHECK(told(in.ask(Packet().question("www.example", 28).opt({.options = unhex(sent)}))) == sent);
}
