// The short way gives the octets of the long way, and takes the same turns.
#include "serve/ready.h"

#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using dns::Type;
using test::Octets;
using test::Packet;
using test::ZoneBuilder;

namespace {

const std::vector<std::string> names{
    "www.example",   "wWw.EXAMPLE",   "many.example",  "heavy.example",   "empty.example",
    "example",       "none.example",  "x.any.example", "www.example.com", ".",
    "Plain.example", "alias.example", "sub.example",   "x.sub.example",   "old.example",
    "x.old.example", "fresh.example", "far.example"};

std::vector<Octets> addresses(std::size_t count) {
  std::vector<Octets> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back({192, 0, 2, static_cast<std::uint8_t>(i)});
  return out;
}

std::shared_ptr<const snapshot::Snapshot> snapshot() {
  auto zone = ZoneBuilder::usual("example");
  zone.pool("@", Type::a, 0, 0).pool("www", Type::a, 0, 1).pool("www", Type::aaaa, 0, 2);
  zone.pool("many", Type::a, 1, 3).pool("heavy", Type::a, 2, 4).pool("empty", Type::a, 3, 5);
  zone.pool("*.any", Type::a, 0, 6);
  zone.add("plain", Type::a, addresses(3)[1]).add("plain", Type::a, addresses(3)[2]);
  zone.add("plain", Type::aaaa, test::address("2001:db8::7")).add("plain", Type::txt, test::text("x"));
  zone.add("alias", Type::cname, test::wire("plain.example"))
      .add("sub", Type::ns, test::wire("plain.example"));
  zone.add("fresh", Type::cname, test::wire("heavy.example"))
      .add("far", Type::cname, test::wire("x.elsewhere"));
  zone.add("many", Type::mx, test::mx(1, "plain.example"))
      .add("many", Type::ptr, test::wire("plain.example"));
  zone.add("sub", Type::a, addresses(3)[0]).add("old", Type::dname, test::wire("sub.example"));
  zone.add("old", Type::a, addresses(3)[0]).add("x.old", Type::a, addresses(3)[0]);
  return test::make_snapshot({std::move(zone)},
                             {{{{.type = Type::a, .members = addresses(3)},
                                {.type = Type::aaaa, .members = {test::address("::1")}}}},
                              {{{.type = Type::a, .members = addresses(60), .answers = 60}}},
                              {{{.type = Type::a,
                                 .members = addresses(3),
                                 .policy = "weighted",
                                 .weights = {3, 2, 1},
                                 .answers = 1}}},
                              {{{.type = Type::a}}}});
}

// Two that start alike: one may take the short way, the other never does.
struct Two {
  Two() {
    source.publish(snapshot());
    quick.look();
    slow.look();
  }

  Octets short_way(const Octets& request, test::Transport transport) {
    return first(quick.answer(request, test::some_peer(transport), room));
  }
  Octets long_way(const Octets& request, test::Transport transport) {
    return first(slow.answer_long(request, test::some_peer(transport), room));
  }
  Octets first(std::size_t size) const {
    return {room.begin(), room.begin() + static_cast<std::ptrdiff_t>(size)};
  }

  Octets room = Octets(serve::largest_reply);  // made once: to clear it costs more than an answer
  Published<snapshot::Snapshot> source;
  serve::Answerer quick{source, Dice(7), test::some_counters()}, slow{source, Dice(7), test::some_counters()};
};

// The size of the reply of the short way.
std::size_t ready(const Octets& request, test::Transport transport = test::Transport::udp) {
  static Two two;
  Octets out(serve::largest_reply);
  return two.quick.answer_short(request, test::some_peer(transport), out);
}

bool is_left(const Octets& request) { return ready(request) == serve::not_ready; }

}  // namespace

TEST_CASE("both ways answer with the same octets, turn after turn") {
  Two two;
  std::size_t compared = 0;
  for (int round = 0; round < 20; ++round)
    for (const std::string& name : names)
      for (const Type type : {Type::a, Type::aaaa, Type::any, Type::txt, Type::mx, Type::ptr, Type::cname})
        for (const std::size_t size : {0U, 512U, 700U, 1232U, 4096U})
          for (const auto transport : {test::Transport::udp, test::Transport::tcp}) {
            CAPTURE(name, static_cast<int>(type), size, static_cast<int>(transport));
            const Octets request =
                Packet(static_cast<std::uint16_t>(round), round % 2 == 0 ? 0x0100 : 0x0130)
                    .question(name, static_cast<std::size_t>(type))
                    .opt({.size = size, .flags = static_cast<std::uint16_t>(round % 3 << 15)});
            REQUIRE(two.short_way(request, transport) == two.long_way(request, transport));
            ++compared;
          }
  CHECK(compared == 20 * names.size() * 7 * 5 * 2);
}

TEST_CASE("the usual questions are answered the short way") {
  CHECK(ready(Packet().question("www.example", 1)) == 12 + 17 + 3 * 16);
  CHECK(ready(Packet().question("WWW.example", 28)) == 12 + 17 + 28);
  CHECK(ready(Packet(1, 0x0130).question("heavy.example", 1).opt()) == 12 + 19 + 16 + 11);
  CHECK(ready(Packet().question("many.example", 1), test::Transport::tcp) > 900);
  CHECK(ready(Packet().question("plain.example", 1)) == 12 + 19 + 2 * 16);
  CHECK(ready(Packet().question("PLAIN.example", 28).opt()) == 12 + 19 + 28 + 11);
  CHECK(ready(Packet().question("plain.example", 16).opt()) == 12 + 19 + 14 + 11);
  CHECK(ready(Packet().question("x.any.example", 1)) == 12 + 19 + 3 * 16);
}

TEST_CASE("records with names are answered the short way, with the addresses that help") {
  constexpr std::size_t helped = 2 * 16 + 28;
  CHECK(ready(Packet().question("many.example", 12)) == 12 + 18 + 12 + 8);
  CHECK(ready(Packet().question("many.example", 15).opt()) == 12 + 18 + 12 + 10 + helped + 11);
  CHECK(ready(Packet().question("example", 2).opt()) > 0);
  CHECK(ready(Packet().question("example", 6).opt()) > 0);
  CHECK(ready(Packet().question("alias.example", 5)) == 12 + 19 + 12 + 8);
}

TEST_CASE("an alias to a pool or to addresses is answered the short way") {
  CHECK(ready(Packet().question("alias.example", 1)) == 12 + 19 + 12 + 8 + 2 * 16);
  CHECK(ready(Packet().question("fresh.example", 1).opt()) == 12 + 19 + 12 + 8 + 16 + 11);
}

TEST_CASE("what is not there is answered the short way, with a SOA that lies ready") {
  const std::size_t soa = 12 + 12 + 14 + 2 + 20;  // host.elsewhere points at ns.elsewhere
  for (const char* name :
       {"www.example", "plain.example", "none.example", "NONE.example", "a.b.c.Example", "example"})
    CHECK(ready(Packet().question(name, 33).opt()) > soa);
  CHECK(ready(Packet().question("empty.example", 1)) > soa);  // nobody may be named
}

TEST_CASE("options keep nobody off the short way") {
  for (const Octets& options : {Octets{0, 3, 0, 0}, Octets{0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8},
                                Octets{0, 8, 0, 4, 0, 1, 0, 0}, Octets{0, 12, 0, 1, 0}, Octets{255, 0, 0, 0}})
    CHECK(ready(Packet().question("www.example", 1).opt({.options = options})) == 12 + 17 + 3 * 16 + 11);
  CHECK(is_left(Packet().question("www.example", 1).opt({.options = {0, 10, 0, 1, 9}})));
  CHECK(is_left(Packet().question("www.example", 1).opt({.options = {0, 3, 0, 0}, .length = 3})));
}

TEST_CASE("whatever is not usual is left to the long way") {
  CHECK(is_left(Packet().question("many.example", 1)));          // too large without EDNS
  CHECK(is_left(Packet().question("www.example", 1, 3)));        // another class
  CHECK(is_left(Packet().question("www.example", 252)));         // of no records
  CHECK(is_left(Packet(1, 0x8000).question("www.example", 1)));  // an answer
  CHECK(is_left(Packet(1, 0x2000).question("www.example", 1)));  // another opcode
  CHECK(is_left(Packet().question("www.example", 1).opt({.version = 1})));
  CHECK(is_left(Packet().question("MANY.example", 15)));   // compressed less than it lies ready
  CHECK(is_left(Packet().question("fresh.example", 28)));  // a SOA behind the alias
  CHECK(is_left(Packet().question("far.example", 1)));     // an alias alone
  CHECK(is_left(Packet().question("sub.example", 1)));
  CHECK(is_left(Packet().question("x.sub.example", 1)));
  CHECK(is_left(Packet().question("x.old.example", 1)));
  CHECK(is_left(Packet().question("elsewhere", 1)));
  CHECK(is_left(Packet().question("example", 43)));  // which the zone above would answer
  Octets longer = Packet().question("www.example", 1);
  longer.push_back(0);
  CHECK(is_left(longer));
}

TEST_CASE("no cut of a request, and no changed octet, makes the short way misread it") {
  Two two;
  for (const char* name : {"www.example", "none.example", "x.none.example"})
    for (const Octets& options : {Octets{}, Octets{0, 3, 0, 0, 0, 12, 0, 1, 0}}) {
      const Octets whole = Packet(9, 0x0100).question(name, 1).opt({.options = options});
      for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(is_left(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
      for (std::size_t at = 2; at < whole.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
          Octets changed = whole;
          changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1 << bit));
          if (!is_left(changed))
            CHECK(two.short_way(changed, test::Transport::udp) ==
                  two.long_way(changed, test::Transport::udp));
        }
    }
}

TEST_CASE("a reply may be written over its request, the short way and the long") {
  Two two;
  for (const std::string& name : names) {
    const Octets request = Packet(3, 0x0100).question(name, 1).opt();
    Octets in_place(serve::largest_reply);
    std::copy(request.begin(), request.end(), in_place.begin());
    in_place.resize(two.quick.answer(Bytes(in_place).first(request.size()), test::some_peer(), in_place));
    Octets apart(serve::largest_reply);
    apart.resize(two.slow.answer(request, test::some_peer(), apart));
    CHECK(in_place == apart);
  }
}

TEST_CASE("a turn is used up only by an answer that leaves") {
  Two two;
  const Octets large = Packet().question("many.example", 1).opt({.size = 512});
  const Octets fits = Packet().question("many.example", 1).opt({.size = 1232});
  const Octets first = two.short_way(fits, test::Transport::udp);
  Octets other = two.short_way(fits, test::Transport::udp);
  CHECK(first != other);
  CHECK((two.short_way(large, test::Transport::udp)[2] & 2) != 0);  // cut
}
