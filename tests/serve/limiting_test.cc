// Response rate limiting from question to reply.
#include <catch2/catch.hpp>

#include "stats/traffic.h"
#include "support/hex.h"
#include "support/world.h"

using namespace rota;
using test::Message;
using test::Octets;
using test::Packet;
using test::PeerAt;
using test::World;

namespace {

snapshot::Service limited(std::uint32_t slip = 1) {
  snapshot::Service out;
  out.cookies.secrets = {dns::CookieSecret{1}};
  out.rate_limit.responses = out.rate_limit.negative = 10;
  out.rate_limit.burst = 25;
  out.rate_limit.slip = slip;
  return out;
}

World world(const snapshot::Service& service) {
  auto zone = test::ZoneBuilder::usual("example");
  zone.add("www", dns::Type::a, test::address("192.0.2.1"));
  for (int i = 0; i < 60; ++i) zone.add("many", dns::Type::a, {198, 51, 100, static_cast<std::uint8_t>(i)});
  return World(std::move(zone), {}, service);
}

const PeerAt victim("203.0.113.1"), neighbour("203.0.113.2");
const Octets question = Packet().question("www.example", 1).opt();
const Octets no_such_name = Packet().question("no.example", 1).opt();

// What became of questions, one like the other.
struct Fate {
  std::size_t answered = 0, truncated = 0, dropped = 0;
};

Fate ask(World& in, std::size_t questions, const Octets& request = question,
         const serve::Peer& from = victim) {
  Fate out;
  for (std::size_t i = 0; i < questions; ++i) {
    const Octets reply = in.answer_to(from, request);
    if (reply.empty())
      ++out.dropped;
    else
      ++(test::read_message(reply).value().truncated() ? out.truncated : out.answered);
  }
  return out;
}

void check_conservation(const World& in) {
  const auto traffic = stats::read_traffic(in.all_counters());
  std::uint64_t rcodes = 0;
  for (const std::uint64_t count : traffic.rcodes) rcodes += count;
  CHECK(traffic.limited >= traffic.dropped[static_cast<std::size_t>(stats::Drop::limited)]);
  CHECK(rcodes >= traffic.truncated);
}

}  // namespace

TEST_CASE("O-03 O-04 beyond its rate a source gets TC, and no more octets than it sent") {
  auto in = world(limited());
  const Fate fate = ask(in, 1000);
  CHECK(fate.answered == 25);
  CHECK(fate.truncated == 975);
  const Octets reply = in.answer_to(victim, question);
  CHECK(reply.size() <= question.size());
  const auto message = test::read_message(reply).value();
  CHECK(message.rcode() == 0);
  CHECK(message.answer().empty());
  check_conservation(in);
}

TEST_CASE("O-03 the next second brings the rate anew, and neighbours are served meanwhile") {
  auto in = world(limited());
  ask(in, 1000);
  CHECK(ask(in, 5, question, neighbour).answered == 5);
  in.clock().advance(seconds(1));
  CHECK(ask(in, 1000).answered == 10);
}

TEST_CASE("O-04 over TCP, and with a good cookie, nobody is limited") {
  auto in = world(limited());
  ask(in, 1000);
  CHECK(in.ask(question, test::Transport::tcp).answer().size() == 1);
  const auto with = [](const std::string& cookie) {
    return Packet().question("www.example", 1).opt({.options = test::unhex("000a" + cookie)});
  };
  const Message refused = test::read_message(in.answer_to(victim, with("00082464c4abcf10c957"))).value();
  CHECK(refused.rcode() == 23);  // a client that knows cookies is told so over UDP
  const std::string cookie = refused.opt->data.substr(4);
  for (int i = 0; i < 100; ++i)
    CHECK(test::read_message(in.answer_to(victim, with(cookie))).value().answer().size() == 1);
}

TEST_CASE("O-08 a flood of names that do not exist costs no real answers") {
  auto in = world(limited());
  CHECK(ask(in, 1000, no_such_name).answered == 25);
  CHECK(ask(in, 25).answered == 25);
  const Octets foreign = Packet().question("other.test", 1).opt();
  CHECK(ask(in, 10, foreign).truncated == 10);  // refusals are of the same kind
}

TEST_CASE("O-04 with a slip of three every third of those limited is told, and with none nobody is") {
  auto third = world(limited(3));
  const Fate fate = ask(third, 325);
  CHECK(fate.answered == 25);
  CHECK(fate.truncated == 100);
  CHECK(fate.dropped == 200);
  check_conservation(third);
  auto none = world(limited(0));
  CHECK(ask(none, 325).dropped == 300);
}

TEST_CASE("who is exempt is not limited, and where it is only counted nobody is") {
  auto service = limited();
  service.rate_limit.exempt = std::vector{*parse_prefix("203.0.113.1")};
  auto in = world(service);
  CHECK(ask(in, 100).answered == 100);
  CHECK(ask(in, 100, question, neighbour).answered == 25);
  service = limited();
  service.rate_limit.only_count = true;
  auto counting = world(service);
  CHECK(ask(counting, 100).answered == 100);
  CHECK(stats::read_traffic(counting.all_counters()).limited == 75);
}

TEST_CASE("by default nobody is limited") {
  auto in = world({});
  CHECK(ask(in, 1000).answered == 1000);
}

TEST_CASE("O-02 while many answers are limited a reply without a cookie has at most 512 octets") {
  auto in = world(limited());
  const Octets large = Packet().question("many.example", 1).opt();
  CHECK(ask(in, 1, large, neighbour).answered == 1);
  ask(in, 1000);
  in.clock().advance(seconds(1));
  CHECK(ask(in, 1, large, neighbour).truncated == 1);
  in.clock().advance(seconds(1));
  ask(in, 1);
  in.clock().advance(seconds(1));
  CHECK(ask(in, 1, large, neighbour).answered == 1);
}

TEST_CASE("O-03 C-21 every type and rcode is limited alike, and none twice") {
  auto in = world(limited());
  for (std::size_t type = 0; type < 300; ++type)
    in.answer_to(victim, Packet().question("www.example", type).opt());
  const auto traffic = stats::read_traffic(in.all_counters());
  CHECK(traffic.limited >= 300 - 2 * 25);
  CHECK(traffic.truncated <= traffic.limited);
}
