// Every request is counted once, where its answer came from.
#include <catch2/catch.hpp>
#include <numeric>

#include "stats/traffic.h"
#include "support/world.h"

using namespace rota;
using dns::Rcode;
using dns::Type;
using stats::Drop;
using test::Packet;
using test::wire;
using test::ZoneBuilder;

namespace {

// Where the zone and the menus of this world count.
constexpr CounterId zone_counters = test::shared_counters;
constexpr CounterId other_counters = zone_counters + 100;
constexpr CounterId web_a = zone_counters + 200;    // a line of three members
constexpr CounterId heavy_a = zone_counters + 300;  // three lines
constexpr CounterId cdn_cname = zone_counters + 400;
constexpr CounterId huge_a = zone_counters + 500;

std::vector<test::Octets> addresses(std::size_t count) {
  std::vector<test::Octets> out(count, test::address("192.0.2.0"));
  for (std::size_t i = 0; i < count; ++i) out[i].back() = static_cast<std::uint8_t>(i);
  return out;
}

ZoneBuilder example() {
  auto zone = ZoneBuilder::usual("example");
  zone.first_counter(zone_counters).pool("www", Type::a, 0, 0).pool("*.any", Type::a, 0, 1);
  zone.pool("heavy", Type::a, 1, 2).pool("cdn", Type::cname, 2, 3).pool("tohuge", Type::cname, 4, 4);
  zone.pool("huge", Type::a, 3, 5).pool("empty", Type::a, 5, 6).pool("failing", Type::a, 6, 7);
  zone.add("alias", Type::cname, wire("cdn.example")).add("plain", Type::a, test::address("192.0.2.9"));
  zone.add("plain", Type::txt, test::text("beside")).add("out", Type::cname, wire("www.other"));
  zone.add("big", Type::txt, test::text(std::string(255, 'x')));
  for (int i = 0; i < 8; ++i) zone.add("big", Type::txt, test::text(std::string(200, char('a' + i))));
  return zone;
}

ZoneBuilder other() {
  auto zone = ZoneBuilder::usual("other");
  zone.first_counter(other_counters).add("www", Type::a, test::address("192.0.2.8"));
  return zone;
}

std::vector<test::PoolDraft> pools() {
  return {
      {{{.type = Type::a, .members = addresses(3), .first_counter = web_a}}},
      {{{.type = Type::a,
         .members = addresses(3),
         .policy = "weighted",
         .weights = {3, 2, 1},
         .answers = 1,
         .first_counter = heavy_a}}},
      {{{.type = Type::cname, .members = {wire("www.example")}, .answers = 1, .first_counter = cdn_cname}}},
      {{{.type = Type::a, .members = addresses(200), .answers = 200, .first_counter = huge_a}}},
      {{{.type = Type::cname, .members = {wire("huge.example")}, .answers = 1, .first_counter = cdn_cname}}},
      {{{.type = Type::a}}},
      {{{.type = Type::a, .empty = snapshot::Empty::servfail}}}};
}

struct Counts {
  Counts() { in.add(other()).add(ZoneBuilder::broken("broken")); }

  std::uint64_t at(CounterId counter) const { return in.all_counters().total(counter); }
  std::uint64_t zone(Rcode rcode, CounterId first_counter = zone_counters) const {
    return at(first_counter + stats::zone_counter_of(rcode));
  }
  stats::Traffic traffic() const { return stats::read_traffic(in.all_counters()); }
  // All replies that are counted anywhere, each once.
  std::uint64_t replies() const {
    std::uint64_t out = 0;
    for (const CounterId first_counter : {zone_counters, other_counters})
      for (std::uint32_t i = 0; i < stats::AllCounters::block; ++i) out += at(first_counter + i);
    for (const std::uint64_t count : traffic().rcodes) out += count;
    return out + at(web_a) + at(heavy_a) + at(heavy_a + 2) + at(heavy_a + 4);
  }
  std::uint64_t types() const {
    std::uint64_t out = 0;
    for (const stats::ByPath& type : traffic().types)
      out += std::accumulate(type.begin(), type.end(), std::uint64_t{0});
    return out + traffic().other_types[0];
  }

  test::World in{example(), pools()};
};

}  // namespace

TEST_CASE("the short way counts an answer of a pool once, at its line") {
  Counts counts;
  for (int i = 0; i < 12; ++i) counts.in.ask("www.example", Type::a);
  for (int i = 0; i < 12; ++i) counts.in.ask("heavy.example", Type::a);
  CHECK(counts.at(web_a) == 12);
  CHECK(counts.at(heavy_a) == 6);
  CHECK(counts.at(heavy_a + 2) == 4);
  CHECK(counts.at(heavy_a + 4) == 2);
  CHECK(counts.replies() == 24);
  CHECK(counts.types() == 0);  // the menu's type says it
}

TEST_CASE("the short way counts an answer of a zone's own records once, by type") {
  Counts counts;
  counts.in.ask("plain.example", Type::a);
  counts.in.ask("plain.example", Type::a);
  CHECK(counts.at(zone_counters + stats::zone_ready_a) == 2);
  CHECK(counts.at(zone_counters + stats::zone_ready_aaaa) == 0);
  CHECK(counts.replies() == 2);
}

TEST_CASE("the long way counts type, rcode and every line of a pool that is in the answer") {
  Counts counts;
  counts.in.ask("x.any.example", Type::a);  // of a wildcard, and so of its zone: the short way's
  counts.in.ask("alias.example", Type::a);  // a CNAME, a pool's CNAME, and a pool
  CHECK(counts.at(web_a) == 1);
  CHECK(counts.at(web_a + 1) == 1);  // beside those of the short way
  CHECK(counts.at(cdn_cname + 1) == 1);
  CHECK(counts.zone(Rcode::noerror) == 1);
  CHECK(counts.traffic().types[1][0] == 1);
  CHECK(counts.replies() == 2);
}

TEST_CASE("an answer is of the zone of its question, wherever its chain leads") {
  Counts counts;
  counts.in.ask("out.example", Type::a);
  CHECK(counts.zone(Rcode::noerror) == 1);
  CHECK(counts.zone(Rcode::noerror, other_counters) == 0);
}

TEST_CASE("what is truncated names nobody, whatever had been chosen for it") {
  Counts counts;
  counts.in.ask("tohuge.example", Type::a);
  counts.in.ask("big.example", Type::txt);
  CHECK(counts.traffic().truncated == 2);
  CHECK(counts.at(cdn_cname + 1) == 0);
  CHECK(counts.at(huge_a + 1) == 0);
  CHECK(counts.zone(Rcode::noerror) == 2);
  counts.in.ask("tohuge.example", Type::a, test::Transport::tcp);
  CHECK(counts.at(huge_a + 1) == 1);
}

TEST_CASE("refusals and failures are counted by rcode, in their zone if there is one") {
  Counts counts;
  counts.in.ask("none.example", Type::a);
  counts.in.ask("empty.example", Type::a);
  counts.in.ask("failing.example", Type::a);
  CHECK(counts.zone(Rcode::nxdomain) == 1);
  CHECK(counts.zone(Rcode::noerror) == 1);
  CHECK(counts.zone(Rcode::servfail) == 1);
  counts.in.ask("www.elsewhere", Type::a);
  counts.in.ask("www.example", Type::axfr);
  counts.in.ask(Packet(1, 0x2800).question("example", 6));  // an update
  const auto rcodes = counts.traffic().rcodes;
  CHECK(rcodes[stats::slot_of(Rcode::refused)] == 2);
  CHECK(rcodes[stats::slot_of(Rcode::notimp)] == 1);
  CHECK(counts.replies() == 6);
  CHECK(counts.types() == 6);
  CHECK(counts.traffic().types[252][0] == 1);
}

TEST_CASE("types beyond the common ones, and what has none, are counted too") {
  Counts counts;
  counts.in.ask("plain.example", static_cast<Type>(65280));
  counts.in.ask(Packet(1, 0));  // no question at all
  CHECK(counts.traffic().other_types[0] == 1);
  CHECK(counts.traffic().types[0][0] == 1);
  CHECK(counts.traffic().rcodes[stats::slot_of(Rcode::formerr)] == 1);
}

TEST_CASE("what gets no answer is counted by the reason, and has no type") {
  Counts counts;
  CHECK(counts.in.answer(test::Octets(11)).empty());
  CHECK(counts.in.answer({}).empty());
  CHECK(counts.in.answer(Packet(1, 0x8000).question("www.example", 1)).empty());
  const stats::Traffic traffic = counts.traffic();
  CHECK(traffic.dropped[static_cast<std::size_t>(Drop::malformed)] == 2);
  CHECK(traffic.dropped[static_cast<std::size_t>(Drop::response)] == 1);
  CHECK(traffic.all_dropped() == 3);
  CHECK(traffic.types[0][0] == 3);
  CHECK(counts.replies() == 0);
}
