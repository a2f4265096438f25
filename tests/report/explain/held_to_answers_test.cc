// What explain tells is what is answered, over 10,000 questions of worlds drawn by chance.
#include <catch2/catch.hpp>

#include "report/explain/explain.h"
#include "support/drawn_world.h"

using namespace rota;
using report::Ending;
using test::Message;

namespace {

bool has_authority(const Message& reply, dns::Type type) {
  const auto& records = reply.sections[1];
  return !records.empty() && records.front().type == static_cast<unsigned>(type);
}

// How the answer ended, as far as it shows: whether its last set is a pool's, it does not.
Ending outcome_of(const Message& reply, dns::Type type) {
  switch (reply.rcode()) {
    case 2: return Ending::servfail;
    case 3: return Ending::nxdomain;
    case 5: return Ending::refused;
    case 6: return Ending::alias;
    default: break;
  }
  if (has_authority(reply, dns::Type::soa)) return Ending::nodata;
  if (has_authority(reply, dns::Type::ns)) return Ending::referral;
  const bool is_asked = reply.sections[0].back().type == static_cast<unsigned>(type);
  return is_asked ? Ending::records : Ending::alias;
}

// Pools are where few of the names lead.
std::string draw_name(test::Draws& draws) {
  const auto& apexes = test::DrawnWorld::apexes;
  return draws.below(4) == 0 ? test::joined("po", apexes[draws.below(apexes.size())])
                             : test::DrawnWorld::draw_name(draws);
}

std::optional<std::uint32_t> ttl_of(const Message& reply) {
  for (const std::size_t section : {1U, 0U})
    if (!reply.sections[section].empty()) return reply.sections[section].back().ttl;
  return {};
}

}  // namespace

TEST_CASE("explain tells the outcome and the TTL of 10,000 real answers") {
  Dice dice(16);
  std::map<Ending, int> seen;
  for (int asked = 0; asked < 10'000;) {
    const test::Octets octets = test::drawn_octets(dice);
    test::Draws draws(octets);
    const test::DrawnWorld drawn(draws);
    test::LoadedWorld in(drawn.files());
    for (; !draws.is_empty(); ++asked) {
      const std::string name = draw_name(draws);
      const dns::Type type = draws.chance()   ? dns::Type::a
                             : draws.chance() ? dns::Type::cname
                                              : dns::Type::txt;
      const std::string client = "10." + std::to_string(draws.below(test::DrawnWorld::clients)) + ".1.2";
      CAPTURE(name, dns::text(type), client);
      const Message reply = in.ask(test::PeerAt(client), name, type);
      const auto told =
          report::explain(in.world(), {dns::parse_name(name).value(), type, *parse_address(client)});
      const Ending outcome = told.outcome == Ending::pool ? Ending::records : told.outcome;
      REQUIRE(outcome == outcome_of(reply, type));
      REQUIRE(told.ttl == ttl_of(reply));
      REQUIRE(test::read_message(told.answer).value().answer() == reply.answer());
      ++seen[told.outcome];
    }
  }
  for (const auto outcome : {Ending::pool, Ending::records, Ending::nodata, Ending::nxdomain,
                             Ending::referral, Ending::refused, Ending::alias})
    if (seen[outcome] <= 20) FAIL_CHECK(report::text(outcome) << " was seen " << seen[outcome] << " times");
}
