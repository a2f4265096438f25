// How large a reply may be, and what goes when it would be larger.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Packet;
using test::wire;
using test::World;
using test::ZoneBuilder;

namespace {

World world() {
  auto zone = ZoneBuilder::usual("example");
  for (int i = 0; i < 60; ++i) {
    const std::string name = "host" + std::to_string(i);
    zone.add("many", Type::a, {192, 0, 2, static_cast<std::uint8_t>(i)});
    if (i < 45) zone.add("mail", Type::mx, test::mx(static_cast<std::size_t>(i), name + ".example"));
    zone.add(name, Type::a, {198, 51, 100, static_cast<std::uint8_t>(i)});
  }
  zone.add("alias", Type::cname, wire("many.example"));
  for (int i = 0; i < 13; ++i) {
    const std::string name = "ns" + std::to_string(i) + ".child";
    zone.add("child", Type::ns, wire(name + ".example"));
    zone.add(name, Type::aaaa, test::address("2001:db8::" + std::to_string(i)));
    zone.add("sibling", Type::ns, wire("ns" + std::to_string(i) + ".child.example"));
  }
  for (int i = 0; i < 400; ++i)
    zone.add("huge", Type::txt, test::text(std::string(150, static_cast<char>('a' + i % 26))));
  return World(std::move(zone));
}

}  // namespace

TEST_CASE("P-13 P-42 over UDP a reply is never larger than the asker and we can take") {
  auto in = world();
  for (const char* name : {"many.example", "mail.example", "alias.example", "x.child.example",
                           "sibling.example", "huge.example", "no.example"})
    for (const std::size_t type : {1U, 15U, 16U}) {
      const test::Octets plain = in.answer(Packet().question(name, type));
      REQUIRE(plain.size() <= 512);
      REQUIRE(test::read_message(plain));
      for (std::size_t size = 0; size <= 1300; size += 13) {
        const test::Octets reply = in.answer(Packet().question(name, type).opt({.size = size}));
        CAPTURE(name, type, size);
        REQUIRE(reply.size() <= std::clamp<std::size_t>(size, 512, 1232));
        const auto message = test::read_message(reply);
        REQUIRE(message);
        REQUIRE(message->opt);
      }
    }
}

TEST_CASE("P-13 a set that does not fit is not given in part: TC, and over TCP it is whole") {
  auto in = world();
  for (const char* name : {"many.example", "alias.example"}) {
    const auto cut = in.ask(Packet().question(name, 1));
    CHECK(cut.truncated());
    CHECK(cut.answer().empty());
    CHECK(cut.rcode() == 0);
    const auto whole = in.ask(Packet().question(name, 1), test::Transport::tcp);
    CHECK_FALSE(whole.truncated());
    CHECK(whole.answer().size() >= 60);
  }
  CHECK_FALSE(in.ask("many.example", Type::a).truncated());
}

TEST_CASE("P-36 P-87 addresses that merely help are dropped without TC") {
  auto in = world();
  const auto reply = in.ask("mail.example", Type::mx);  // 45 MX fit in 1232, their addresses do not
  REQUIRE(reply.answer().size() == 45);
  CHECK_FALSE(reply.truncated());
}

TEST_CASE("C-19 the addresses of sixteen targets are added, and no more are looked up") {
  auto in = world();
  CHECK(in.ask("mail.example", Type::mx, test::Transport::tcp).additional().size() == 16);
}

TEST_CASE("P-86 glue that the asker cannot do without is whole, or TC") {
  auto in = world();
  const auto cut = in.ask(Packet().question("x.child.example", 1));
  CHECK(cut.truncated());
  CHECK_FALSE(cut.authoritative());
  const auto whole = in.ask("x.child.example", Type::a);
  CHECK_FALSE(whole.truncated());
  CHECK(whole.authority().size() == 13);
  CHECK(whole.additional().size() == 13);
}

TEST_CASE("P-86 glue from beside the delegation may be left out") {
  auto in = world();
  const auto reply = in.ask(Packet().question("sibling.example", 1));
  CHECK_FALSE(reply.truncated());
  CHECK(reply.authority().size() == 13);
}

TEST_CASE("over TCP a reply may fill 64 KiB, and one larger still says TC") {
  auto in = world();
  const auto whole = in.ask("huge.example", Type::txt, test::Transport::tcp);  // 400 * 163 octets
  CHECK(whole.answer().size() == 400);
  CHECK(in.ask("huge.example", Type::txt).truncated());
  auto zone = ZoneBuilder::usual("example");
  for (int i = 0; i < 450; ++i) zone.add("huge", Type::txt, test::text(std::string(150, 'x')));
  World larger(std::move(zone));
  CHECK(larger.ask("huge.example", Type::txt, test::Transport::tcp).truncated());
}
