// What keeps members in the answers against their probes: a node that cannot see, and a brake.
#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

namespace {

// 24 targets in three pools, all up; and from one moment on each of them answers like this.
struct Fleet : Boarding {
  Fleet() {
    config.checks[CheckId{0}].timing.fall = 5;  // within which each of the others has its turn
    for (const std::string net : {"192.0.2.", "198.51.100.", "203.0.113."}) {
      if (net != "192.0.2.") config.pools.push_back(config.pools[PoolId{0}]);
      config.pools.back().members = {};
      for (int i = 1; i <= 8; ++i) {
        auto& member = config.pools.back().members.emplace_back();
        member.name = net + std::to_string(i);
        member.v4 = parse_address(member.name);
      }
    }
    all_are(passed());
    adopt(1);
    run_until(
        [&] { return std::ranges::all_of(view(), [](const auto& health) { return health == is_up; }); });
  }

  void all_are(const Outcome& outcome) {
    for (const auto& pool : config.pools)
      for (const auto& member : pool.members) check->scripts[member.name] = {outcome};
  }
};

}  // namespace

TEST_CASE_METHOD(Fleet,
                 "H-03 a board whose whole fleet falls silent keeps it, says so once, and sees again") {
  all_are(timed_out());
  run_until([&] { return !blindness_news.empty(); });
  CHECK_THAT(blindness_news[0], Catch::StartsWith("this node is blind over IPv4: "));
  CHECK_THAT(log.text(), Catch::Contains(blindness_news[0]));
  REQUIRE(board->blindness().size() == 1);
  const auto probes = check->starts["192.0.2.1"].size();
  run_until([&] { return check->starts["192.0.2.1"].size() > probes + 10; });
  CHECK(std::ranges::none_of(view(), [](const TargetHealth& health) { return !health.fit; }));
  all_are(passed());
  run_until([&] { return blindness_news.size() > 1; });
  CHECK(blindness_news[1] == "this node sees again over IPv4");
  CHECK(board->blindness().empty());
}

TEST_CASE_METHOD(Fleet, "H-03 a fleet that refuses is down, and nobody speaks of blindness") {
  all_are(failed("connect refused"));
  run_until([&] { return std::ranges::none_of(view(), &TargetHealth::fit); });
  CHECK(blindness_news.empty());
}

TEST_CASE_METHOD(Boarding, "H-04 who cannot be asked for want of our own is not waited for at the start") {
  add("192.0.2.1", {GENERATE(&not_sent, &own_trouble)("Network is unreachable")});
  adopt(1);
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(view() == TargetHealths{is_unknown});
  CHECK_THAT(log.text(), Catch::Contains("member lb.example:web/192.0.2.1 (IPv4 192.0.2.1) result ignored, "
                                         "this node could not probe: Network is "
                                         "unreachable"));
}

TEST_CASE_METHOD(Boarding,
                 "H-02 a pool with a brake loses a quarter of its members at once, and the others wait") {
  config.pools[PoolId{0}].brake = {.share = 0.25, .per = seconds(1000)};
  for (int i = 1; i <= 8; ++i) add("192.0.2." + std::to_string(i), {passed()});
  adopt(1);
  run_until([&] { return std::ranges::all_of(view(), [](const auto& health) { return health == is_up; }); });
  for (auto& [name, script] : check->scripts) script = {failed("connect refused")};
  const auto down = [&] { return std::ranges::count(view(), is_down); };
  run_until([&] { return down() == 2; });
  const auto probes = check->starts["192.0.2.8"].size();
  run_until([&] { return check->starts["192.0.2.8"].size() > probes + 10; });
  CHECK(down() == 2);
  CHECK(std::ranges::count(view(), is_failing) == 6);
  CHECK_THAT(log.text(), !Catch::Contains("trouble is ours"));
}

TEST_CASE_METHOD(Boarding, "H-05 X-15 steps of the wall clock change nobody's state and send no probe") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2", {failed("connect refused")});
  adopt(1);
  run_until([&] { return has({1, 0, is_up}) && has({1, 1, is_down}); });
  changes.clear();
  using std::chrono::hours;
  for (const auto step :
       {hours(1), hours(-1), hours(24), hours(-24), hours(24 * 365 * 90), hours(-24 * 365 * 100)}) {
    clock.at += step;
    for (const char* name : {"192.0.2.1", "192.0.2.2"}) {
      const auto probes = check->starts[name].size();
      run_until([&] { return check->starts[name].size() > probes + 2; });
    }
  }
  CHECK(changes.empty());
  CHECK(check->most_in_flight <= 2);
}

TEST_CASE_METHOD(Boarding,
                 "A3 probes that start late are counted, and what they find counts like any other") {
  add("192.0.2.1", {passed(), failed("connect refused")});
  adopt(1);
  run_until([&] { return has({1, 0, is_up}); });
  const auto late = board->late_probes();
  run_until([&] {
    for (const Time due = clock.now() + milliseconds(40); clock.now() < due;) continue;
    return has({1, 0, is_down});
  });
  CHECK(board->late_probes() >= late + 2);
}
