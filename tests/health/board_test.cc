#include "health/board.h"

#include <sys/resource.h>

#include <thread>

#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

TEST_CASE_METHOD(Boarding, "targets are unknown until the first round, which decides at once") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2", {failed("connect refused")});
  CHECK(view() == TargetHealths{is_unknown, is_unknown});
  adopt(7);
  CHECK(changes == std::vector<Change>{{7, 0, is_unknown}, {7, 1, is_unknown}});
  bool ready = false;
  board->when_ready(seconds(10), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(has({7, 0, is_up}));
  CHECK(has({7, 1, is_down}));
  CHECK(view() == TargetHealths{is_up, is_down});
  CHECK_THAT(log.text(), Catch::Contains("web/192.0.2.1 (IPv4 192.0.2.1) up: 1/1 passes\n"));
  CHECK_THAT(log.text(), Catch::Contains("web/192.0.2.2 (IPv4 192.0.2.2) down: connect refused (1/1)\n"));
}

TEST_CASE_METHOD(Boarding, "a member that dies is degraded, then out, and back after its rise") {
  const Outcome refused = failed("connect refused");
  add("192.0.2.1", {passed(), refused, refused, refused, passed()});
  adopt(1);
  run_until([&] { return changes.size() >= 6; });
  CHECK(changes == std::vector<Change>{{1, 0, is_unknown},
                                       {1, 0, is_up},
                                       {1, 0, {State::failing, true, true}},
                                       {1, 0, is_down},
                                       {1, 0, {State::down, false, true}},
                                       {1, 0, is_up}});
  CHECK_THAT(log.text(), Catch::Contains("web/192.0.2.1 (IPv4 192.0.2.1) down: connect refused (3/3)\n"));
  CHECK_THAT(log.text(), Catch::EndsWith("web/192.0.2.1 (IPv4 192.0.2.1) up: 2/2 passes\n"));
}

TEST_CASE_METHOD(Boarding, "probes of a target keep their distance and never overlap") {
  config.checks[CheckId{0}].timing.interval = milliseconds(100);
  config.checks[CheckId{0}].timing.jitter = 0;
  add("192.0.2.1", {passed(), passed(), failed("x"), passed()});
  adopt(1);
  const auto& starts = check->starts["192.0.2.1"];
  run_until([&] { return starts.size() >= 5; });
  CHECK(starts[2] - starts[1] >= milliseconds(99));
  CHECK(starts[3] - starts[2] >= milliseconds(9));  // hurried after a fail
  CHECK(starts[4] - starts[3] >= milliseconds(99));
  CHECK(check->most_in_flight == 1);
}

TEST_CASE_METHOD(Boarding, "readiness waits for the slowest target, but not beyond its limit") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2");  // never answers
  adopt(1);
  bool ready = false;
  const Time asked = clock.now();
  board->when_ready(milliseconds(200), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(clock.now() - asked >= milliseconds(199));
  CHECK(view() == TargetHealths{is_up, is_unknown});
}

TEST_CASE_METHOD(Boarding, "without targets it is ready at once, though not within the call") {
  adopt(1);
  int ready = 0;
  board->when_ready(seconds(60), [&] { ++ready; });
  CHECK(ready == 0);
  run_until([&] { return ready > 0; });
  loop.run_for(milliseconds(20));
  CHECK(ready == 1);
}

TEST_CASE_METHOD(Boarding,
                 "a new configuration keeps states, counts and the probe in flight of unchanged targets") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2");  // its probe flies through the reload
  add("192.0.2.3", {failed("timeout")});
  adopt(1);
  run_until([&] {
    return has({1, 0, is_up}) && has({1, 2, is_down}) && check->starts["192.0.2.2"].size() == 1;
  });

  drop_first();
  add("192.0.2.4", {passed()});
  CHECK(view() == TargetHealths{is_unknown, is_down, is_unknown});
  changes.clear();
  adopt(2);
  CHECK(changes == std::vector<Change>{{2, 0, is_unknown}, {2, 1, is_down}, {2, 2, is_unknown}});
  const std::size_t of_removed = check->starts["192.0.2.1"].size();
  run_until_change({2, 2, is_up});
  loop.run_for(milliseconds(60));
  CHECK(check->starts["192.0.2.1"].size() == of_removed);
  CHECK(check->starts["192.0.2.2"].size() == 1);
}

TEST_CASE_METHOD(Boarding, "probes of removed targets end within the call, also when nothing is left") {
  add("192.0.2.1");
  add("192.0.2.2");
  adopt(1);
  run_until([&] { return check->in_flight == 2; });
  config.pools[PoolId{0}].members = {};
  adopt(2);
  CHECK(check->in_flight == 0);
}

TEST_CASE_METHOD(Boarding, "a target whose check could not be made is not probed and not waited for") {
  add("192.0.2.1", {passed()});
  board->adopt(1, std::make_shared<const TargetList>(list_targets(config)), config.checks, {nullptr});
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(check->starts.empty());
  CHECK(view() == TargetHealths{is_unknown});
}

TEST_CASE_METHOD(Boarding, "results that stop coming make a target stale, as fit as it was") {
  config.checks[CheckId{0}].timing.timeout = milliseconds(100);
  Outcome trouble = not_sent("Too many open files");
  add("192.0.2.1", {passed(), trouble});
  adopt(1);
  run_until_change({1, 0, {State::stale, true, true}});
  CHECK_THAT(log.text(), Catch::Contains("web/192.0.2.1 (IPv4 192.0.2.1) stale: no result for "));
  const std::string said = "result ignored, this node could not probe: Too many open files";
  CHECK(log.text().find(said) != std::string::npos);
  CHECK(log.text().find(said) == log.text().rfind(said));  // not for every probe
}

TEST_CASE_METHOD(Boarding, "a timeout is not held against the target when this process was late itself") {
  config.checks[CheckId{0}].timing.timeout = milliseconds(100);
  config.checks[CheckId{0}].timing.fall = 1;
  add("192.0.2.1", {passed(), timed_out()});
  adopt(1);
  run_until_change({1, 0, is_up});
  const auto& starts = check->starts["192.0.2.1"];
  run_until([&] { return starts.size() == 2; });
  std::this_thread::sleep_for(milliseconds(300));  // the process stands still while a probe is in flight
  run_until([&] { return log.text().find("this process was late itself") != std::string::npos; });
  CHECK_FALSE(has({1, 0, is_down}));
  run_until_change({1, 0, is_down});  // the next one counts
}

TEST_CASE_METHOD(Boarding, "after stop nothing is probed and nothing is called back") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2");
  adopt(1);
  run_until([&] { return has({1, 0, is_up}) && check->in_flight > 0; });
  bool ready = false;
  board->when_ready(milliseconds(10), [&] { ready = true; });
  board->stop();
  changes.clear();
  CHECK(check->in_flight == 0);
  loop.run_for(milliseconds(100));
  CHECK(changes.empty());
  CHECK_FALSE(ready);
}

TEST_CASE_METHOD(Boarding, "many targets have their first round within two seconds") {
  for (int i = 0; i < 1000; ++i) {
    add("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), {passed()});
  }
  config.checks[CheckId{0}].timing.interval = milliseconds(5000);
  adopt(1);
  bool ready = false;
  const Time asked = clock.now();
  board->when_ready(seconds(10), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(clock.now() - asked < seconds(2));
  CHECK(std::ranges::count(view(), is_up) == 1000);
}

namespace {

// This process may open so many descriptors until the end of the test.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t most) {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    const rlimit limit{.rlim_cur = most, .rlim_max = before_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE_METHOD(Boarding,
                 "A3 a quarter of the descriptors is for probes, three of four of these for the silent") {
  const DescriptorLimit limit(400);
  open_board();
  for (int i = 0; i < 100; ++i) add("10.0.0." + std::to_string(i));
  adopt(1);
  run_until([&] { return check->in_flight == 75; });
  loop.run_for(milliseconds(200));
  CHECK(check->in_flight == 75);
}

TEST_CASE_METHOD(Boarding, "A3 with enough descriptors thousands of probes are in flight") {
  const DescriptorLimit limit(10'000);
  open_board();
  for (int i = 0; i < 1500; ++i) add("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  adopt(1);
  run_until([&] { return check->in_flight == 1500; });
}

TEST_CASE_METHOD(Boarding,
                 "statuses are by target, and kept through a new configuration with an unchanged key") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2", {failed("status 503")});
  CHECK(board->statuses().empty());
  adopt(1);
  CHECK(board->statuses()[TargetId{0}].health == is_unknown);
  run_until([&] { return has({1, 0, is_up}) && has({1, 1, is_down}); });
  const auto down_since = board->statuses()[TargetId{1}].since;
  CHECK(down_since == clock.at);

  clock.at += seconds(60);
  drop_first();
  add("192.0.2.3");
  adopt(2);
  const auto statuses = board->statuses();
  REQUIRE(statuses.size() == 2);
  CHECK(statuses[TargetId{0}].health == is_down);
  CHECK(statuses[TargetId{0}].since == down_since);
  CHECK(statuses[TargetId{0}].failed >= 1);
  CHECK(statuses[TargetId{0}].last->reason == "status 503");
  CHECK(statuses[TargetId{0}].probed);
  CHECK(statuses[TargetId{1}].health == is_unknown);
  CHECK(statuses[TargetId{1}].since == clock.at);
  CHECK_FALSE(statuses[TargetId{1}].last.has_value());
}

TEST_CASE_METHOD(Boarding, "a timeout of our own making is counted as late, not as failed") {
  config.checks[CheckId{0}].timing.timeout = milliseconds(100);
  add("192.0.2.1", {timed_out()});
  adopt(1);
  run_until([&] { return check->in_flight == 1; });
  std::this_thread::sleep_for(milliseconds(300));  // the process stands still while a probe is in flight
  run_until([&] { return board->statuses()[TargetId{0}].late == 1; });
  CHECK(board->statuses()[TargetId{0}].failed == 0);
  CHECK(board->statuses()[TargetId{0}].inconclusive == 0);
  CHECK(board->statuses()[TargetId{0}].last->reason == "timeout, but this process was late itself");
}
