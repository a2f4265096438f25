// What a reply's OPT tells, and to whom: NSID, cookies, keepalive, extended errors.
#include <catch2/catch.hpp>

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

snapshot::Service service(bool required = false) {
  snapshot::Service out;
  out.nsid = {'f', 'r', 'a', '1'};
  out.cookies.secrets = {dns::CookieSecret{1, 2, 3}};
  out.cookies.required = required;
  return out;
}

World world(const snapshot::Service& with = service()) {
  auto zone = test::ZoneBuilder::usual("example");
  zone.add("www", dns::Type::a, test::address("192.0.2.1"));
  for (int i = 0; i < 60; ++i) zone.add("many", dns::Type::a, {198, 51, 100, static_cast<std::uint8_t>(i)});
  return World(std::move(zone), {}, with);
}

Packet asks(std::string_view options, std::string_view name = "www.example", std::size_t type = 1) {
  return Packet().question(name, type).opt({.options = unhex(options)});
}

// The options of a reply, in hex.
std::string told(const Message& reply) { return reply.opt ? reply.opt->data : "no OPT"; }

const std::string nsid_asked = "00030000", keepalive_asked = "000b0000";
const std::string client = "2464c4abcf10c957";

std::string cookie_option(const std::string& cookie) {
  return "000a00" + hex(Octets{static_cast<std::uint8_t>(cookie.size() / 2)}) + cookie;
}

// A server's cookie for that client, as a reply brings it.
std::string cookie_from(World& in) { return told(in.ask(asks(cookie_option(client)))).substr(8); }

}  // namespace

TEST_CASE("P-53 P-54 a client subnet is not sent back, nor answered by, however it is written") {
  auto in = world();
  const Message plain = in.ask(asks(""));
  for (const std::string_view subnet :
       {"000800070001180005060a", "0008000400010000", "0008000400020000", "00080007000118180506ff",
        "00080004ffff0000", "000800080001ff000506070a", "00080000", "0008000100"}) {
    CAPTURE(subnet);
    const Message reply = in.ask(asks(subnet));
    CHECK(reply.rcode() == 0);
    CHECK(reply.answer() == plain.answer());
    CHECK(told(reply).empty());
  }
}

TEST_CASE("P-44 the NSID is told to who asks for it, whatever the answer, and to nobody else") {
  auto in = world();
  const std::string nsid = "0003000466726131";
  CHECK(told(in.ask(asks(nsid_asked))) == nsid);
  CHECK(told(in.ask(asks(nsid_asked, "no.example"))) == nsid);
  CHECK(told(in.ask(asks(nsid_asked, "many.example"))) == nsid);
  CHECK(told(in.ask(asks(""))).empty());
  CHECK(told(in.ask(Packet().question("www.example", 1))) == "no OPT");
  auto silent = world({});
  CHECK(told(silent.ask(asks(nsid_asked))).empty());
}

TEST_CASE("P-64 who asks over TCP is told how long a connection may be idle, and over UDP nobody") {
  auto in = world();
  CHECK(told(in.ask(asks(keepalive_asked), test::Transport::tcp)) == "000b00020050");
  CHECK(told(in.ask(asks(keepalive_asked))).empty());
  CHECK(told(in.ask(asks("000b00020050"), test::Transport::tcp)).empty());
  CHECK(told(in.ask(asks(""), test::Transport::tcp)).empty());
}

TEST_CASE("P-51 a client is given a cookie, and one that is good comes back as it is") {
  auto in = world();
  const std::string cookie = cookie_from(in);
  CHECK(cookie.size() == 48);
  CHECK(cookie.substr(0, 16) == client);
  in.clock().advance(seconds(1800));
  CHECK(told(in.ask(asks(cookie_option(cookie)))) == cookie_option(cookie));
}

TEST_CASE("P-49 P-51 a cookie that ages or is bad is answered with a fresh one, and the question too") {
  auto in = world();
  const std::string cookie = cookie_from(in);
  for (const int age : {1801, 2000}) {  // aging; then bad
    in.clock().advance(seconds(age));
    const Message reply = in.ask(asks(cookie_option(cookie)));
    CHECK(reply.answer().size() == 1);
    CHECK(told(reply) == cookie_option(cookie_from(in)));
    CHECK(told(reply) != cookie_option(cookie));
  }
}

TEST_CASE("P-47 a cookie of a size that none has is FORMERR") {
  auto in = world();
  for (const char* bad : {"000a0000", "000a000724242424242424", "000a000f242424242424242424242424242424"})
    CHECK(in.ask(asks(bad)).rcode() == 1);
}

TEST_CASE("P-51 where cookies are required, who sends a bad one gets BADCOOKIE and a good one") {
  auto in = world(service(true));
  const Message first = in.ask(asks(cookie_option(client)));
  CHECK(first.rcode() == 23);
  CHECK(first.answer().empty());
  const Message second = in.ask(asks(told(first)));
  CHECK(second.rcode() == 0);
  CHECK(second.answer().size() == 1);
  CHECK(in.ask(asks(cookie_option(client)), test::Transport::tcp).rcode() == 0);
  CHECK(in.ask(asks("")).rcode() == 0);  // who knows no cookies is not shut out
}

TEST_CASE("P-03 a request without a question may ask for a cookie alone") {
  auto in = world();
  const auto alone = [&](const std::string& options) {
    return in.ask(Packet().opt({.options = unhex(options)}));
  };
  const Message given = alone(cookie_option(client));
  CHECK(given.rcode() == 0);
  CHECK(given.question.empty());
  CHECK(alone(told(given)).rcode() == 0);
  CHECK(alone(cookie_option(client + std::string(32, '0'))).rcode() == 23);
  CHECK(alone(nsid_asked).rcode() == 1);
  auto without = world({});
  CHECK(without.ask(Packet().opt({.options = unhex(cookie_option(client))})).rcode() == 1);
}

TEST_CASE("O-02 who has not proven its address gets no more than max_udp_without_cookie") {
  auto settings = service();
  settings.udp_without_cookie = 512;
  auto in = world(settings);
  CHECK(in.ask(asks("", "many.example")).truncated());
  CHECK(in.ask(asks(cookie_option(client), "many.example")).truncated());
  const Message whole = in.ask(asks(cookie_option(cookie_from(in)), "many.example"));
  CHECK_FALSE(whole.truncated());
  CHECK(whole.answer().size() == 60);
}

TEST_CASE("C-31 the options of one request have no bearing on the reply to the next") {
  auto in = world();
  const Octets before = in.answer(asks(""));
  in.answer(asks(nsid_asked + cookie_option(client)));
  CHECK(in.answer(asks("")) == before);
}

TEST_CASE("P-43 an error says why, where there is an OPT") {
  auto in = world();
  const auto error_of = [&](const Packet& request) { return told(in.ask(request)); };
  CHECK(error_of(asks("", "other.test")) == "000f00020014");                               // 20
  CHECK(error_of(Packet(7, 4 << 11).question("www.example", 6).opt()) == "000f00020015");  // 21
  CHECK(error_of(Packet().question("www.example", 252).opt()) == "000f00020015");          // AXFR
  CHECK(error_of(Packet().question("other.test", 1)) == "no OPT");
  CHECK(error_of(asks("", "no.example")).empty());
  auto broken = World(test::ZoneBuilder::broken("example"));
  CHECK(told(broken.ask(asks(""))) == "000f00020018");  // 24
  World empty;
  CHECK(told(empty.ask(asks(""))) == "000f0002000e");  // 14
}

TEST_CASE("P-43 P-13 what tells why goes when there is no room, and the reply stays whole") {
  auto in = world();
  for (std::size_t size = 200; size <= 253; ++size) {
    const Octets name = test::long_name(size);
    const Octets reply = in.answer(Packet().question(name, 1).opt({.size = 512}));
    CHECK(reply.size() <= 512);
    CHECK(test::read_message(reply));
  }
}
