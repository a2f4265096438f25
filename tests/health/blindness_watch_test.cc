#include "health/blindness_watch.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;
using namespace rota::test;

namespace {

struct NoCheck final : Check {
  std::unique_ptr<Probe> start(const ProbeContext&, const Address&, milliseconds, Done) const override {
    return {};
  }
};

// A fleet under watch, every target probed once in an interval (5 s), evenly spread;
// while in doubt as soon as the probe before has timed out (2 s). Fall is 3.
struct Fleet {
  FakeClock clock;
  TargetTable table;
  std::vector<std::string> told;
  std::map<std::uint32_t, Outcome> flights;  // what the probes under way will find
  BlindnessWatch blindness{table, [this](const Blindness& now) {
                             told.push_back(std::string(name_of(now.family)) + " " + now.why);
                           }};

  // Those that it has keep their place; the others are new.
  void adopt(const std::shared_ptr<TargetList>& list) {
    IdVector<TargetId, Identity> identities(list->targets.size());
    for (const TargetId id : identities.ids()) identities[id].value = id.value;
    table.adopt(list, identities, [&](const Target&, Identity) {
      auto one = std::make_unique<Watched>(config::Timing{}, true, clock.now(), clock.wall());
      one->check = std::make_shared<NoCheck>();
      return one;
    });
  }

  void watch(int targets, std::uint32_t pools, const std::string& prefix = "192.0.2.") {
    auto list = std::make_shared<TargetList>(table.list());
    for (int i = 0; i < targets; ++i) {
      Target& target = list->targets.emplace_back();
      target.address = parse_address(prefix + std::to_string(i + 1)).value();
      target.pools = {PoolId{static_cast<std::uint32_t>(i) % pools}};
    }
    adopt(list);
    const auto& all = table.all();
    for (std::size_t i = 0; i < all.size(); ++i)
      all[TargetId::at(i)]->due = clock.now() + milliseconds(5000 * i / all.size());
  }

  // Goes on for so long; `find` says what becomes of a probe that starts now.
  template <class Find>
  void live(milliseconds span, Find find) {
    const Time end = clock.now() + span;
    for (Time house = clock.now(); clock.now() < end; clock.advance(milliseconds(10))) {
      for (const auto& one : table.all()) {
        if (!flights.contains(one->id.value) && one->due <= clock.now()) start(*one, find(*one));
        if (flights.contains(one->id.value) && ends_at(*one) <= clock.now()) finish(*one);
      }
      if (clock.now() < house) continue;
      blindness.look(clock.now());
      house += seconds(1);
    }
  }

  void start(Watched& one, const Outcome& outcome) {
    one.started = clock.now();
    flights[one.id.value] = outcome;
  }

  Time ends_at(const Watched& one) const {
    return one.started +
           (flights.at(one.id.value).evidence == Evidence::silent ? one.timing.timeout : milliseconds(0));
  }

  void finish(Watched& one) {
    const Time now = clock.now();
    Outcome outcome = flights.at(one.id.value);
    flights.erase(one.id.value);
    blindness.weigh(one, outcome, now);
    one.hear(outcome, now, clock.wall());
    one.due = std::max(
        now, one.started + (one.verdict.is_hurried() ? one.timing.fast_interval : one.timing.interval));
  }

  auto down() const {
    return std::ranges::count_if(table.all(), [](const auto& one) { return !one->verdict.health().fit; });
  }
};

Outcome pass(const Watched&) { return passed(); }
Outcome silence(const Watched&) { return timed_out(); }
Outcome no_route(const Watched&) { return not_sent("Network is unreachable"); }

}  // namespace

TEST_CASE_METHOD(
    Fleet, "X-08 H-03 a route lost for ten minutes takes nobody down, and is over within two intervals") {
  watch(6, 1);
  live(seconds(20), pass);
  live(seconds(10), no_route);
  CHECK(told == std::vector<std::string>{"IPv4 4 of 6 probes could not be sent: Network is unreachable"});
  live(seconds(590), no_route);
  CHECK(down() == 0);
  REQUIRE(blindness.blindness().size() == 1);
  CHECK(blindness.blindness()[0].why == "6 of 6 probes could not be sent: Network is unreachable");
  live(seconds(10), pass);
  CHECK(told.size() == 2);
  CHECK(told.back() == "IPv4 ");
  CHECK(blindness.blindness().empty());
}

TEST_CASE_METHOD(Fleet, "H-03 a whole fleet gone silent within one interval stays in the answers") {
  watch(30, 3);
  live(seconds(20), pass);
  live(seconds(600), silence);
  CHECK(down() == 0);
  REQUIRE(told.size() == 1);
  CHECK_THAT(told[0], Catch::EndsWith("targets are silent"));
  live(seconds(10), pass);
  CHECK(blindness.blindness().empty());
  live(seconds(60), pass);
  CHECK(told.size() == 2);
}

TEST_CASE_METHOD(Fleet, "H-03 what was asked in blindness counts for nothing, though it ends in test") {
  watch(30, 3);
  live(seconds(20), pass);
  live(seconds(60), silence);
  // Some answer again before the questions to the others have timed out.
  live(milliseconds(1900), [](const Watched& one) { return one.id.value % 5 == 0 ? passed() : timed_out(); });
  live(seconds(30), pass);
  CHECK(down() == 0);
  CHECK(told.size() == 2);
}

TEST_CASE_METHOD(Fleet, "H-03 after blindness who stays silent goes down like anybody") {
  watch(30, 3);
  live(seconds(20), pass);
  live(seconds(60), silence);
  live(seconds(60), [&](const Watched& one) { return one.id.value == 7 ? timed_out() : passed(); });
  CHECK(down() == 1);
  CHECK_FALSE(table[TargetId{7}].verdict.health().fit);
}

TEST_CASE_METHOD(Fleet, "H-03 a rack that goes silent is down, the others are heard") {
  watch(30, 3);
  live(seconds(20), pass);
  live(seconds(30), [](const Watched& one) { return one.id.value % 3 == 0 ? timed_out() : passed(); });
  CHECK(down() == 10);
  CHECK(told.empty());
}

TEST_CASE_METHOD(Fleet, "H-03 everybody who refuses is down at once, also while others are silent") {
  watch(30, 3);
  live(seconds(20), pass);
  live(seconds(60), silence);
  CHECK(down() == 0);
  live(seconds(20),
       [](const Watched& one) { return one.id.value == 0 ? failed("connect refused") : timed_out(); });
  CHECK_FALSE(table[TargetId{0}].verdict.health().fit);
  CHECK(down() == 1);
}

TEST_CASE_METHOD(Fleet, "H-24 H-03 a node without IPv6 is blind over IPv6 alone") {
  watch(4, 1);
  watch(6, 1, "2001:db8::");
  CHECK(table.all().size() == 10);
  live(seconds(60), [&](const Watched& one) {
    if (table.target_of(one).address.family() == Family::v6) return no_route(one);
    return one.id.value == 2 ? timed_out() : passed();
  });
  CHECK(told == std::vector<std::string>{"IPv6 1 of 1 probes could not be sent: Network is unreachable"});
  CHECK_FALSE(table[TargetId{2}].verdict.health().fit);
  CHECK(down() == 1);
}

TEST_CASE_METHOD(Fleet, "H-03 beside checks in trouble of their own, a member that falls silent is down") {
  watch(4, 2);
  live(seconds(60), [](const Watched& one) {
    return one.id.value == 0 ? timed_out() : own_trouble("cannot load the certificates");
  });
  CHECK(told.empty());
  CHECK(down() == 1);
  CHECK_FALSE(table[TargetId{0}].verdict.health().fit);
}

TEST_CASE_METHOD(Fleet, "H-03 the test of a family ends with its last target") {
  watch(4, 1);
  live(seconds(10), no_route);
  CHECK(blindness.blindness().size() == 1);
  adopt(std::make_shared<TargetList>());
  blindness.look(clock.now());
  CHECK(blindness.blindness().empty());
}

TEST_CASE_METHOD(Fleet, "H-03 no canary heard freezes also a small fleet, one heard lets a large one fall") {
  watch(5, 1);
  watch(1, 1, "198.51.100.");
  auto list = std::make_shared<TargetList>(table.list());
  list->targets.back().is_canary = true;
  adopt(list);
  table[TargetId{5}].timing.interval = seconds(2);  // looked at within the fall of the others
  live(seconds(20), pass);
  live(seconds(60), silence);
  CHECK(down() == 0);
  CHECK(told == std::vector<std::string>{"IPv4 no canary is heard, of 1"});
  live(seconds(60),
       [&](const Watched& one) { return table.target_of(one).is_canary ? passed() : timed_out(); });
  CHECK(down() == 5);
  CHECK(blindness.blindness().empty());
}
