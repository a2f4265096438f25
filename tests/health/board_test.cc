#include "health/board.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <thread>

#include "support/captured_log.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::health;

namespace {

constexpr TargetHealth is_unknown{State::unknown, true, true};
constexpr TargetHealth is_up{State::up, true, false};
constexpr TargetHealth is_down{State::down, false, false};

// Answers each probe of an address from its script, the last line again and again;
// an address without a script never answers.
class ScriptedCheck final : public Check {
 public:
  using Script = std::deque<Outcome>;
  std::map<std::string, Script> scripts;
  mutable std::map<std::string, std::vector<Time>> starts;
  mutable int in_flight = 0;
  mutable int most_in_flight = 0;

  std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address, milliseconds,
                               Done done) const override {
    auto probe = std::make_unique<Flight>(*this, std::move(done));
    const std::string name = address.text();
    const std::size_t turn = starts[name].size();
    starts[name].push_back(std::chrono::steady_clock::now());
    const auto script = scripts.find(name);
    if (script == scripts.end()) return probe;
    const Outcome outcome = script->second[std::min(turn, script->second.size() - 1)];
    boost::asio::post(context.loop, [weak = std::weak_ptr<Done>(probe->done), outcome] {
      if (const auto report = weak.lock()) (*report)(outcome);
    });
    return probe;
  }

 private:
  struct Flight final : Probe {
    Flight(const ScriptedCheck& check_, Done done_)
        : check(check_), done(std::make_shared<Done>(std::move(done_))) {
      check.most_in_flight = std::max(check.most_in_flight, ++check.in_flight);
    }
    ~Flight() override { --check.in_flight; }
    const ScriptedCheck& check;
    std::shared_ptr<Done> done;
  };
};

// The real monotonic clock, which the loop's timers follow, under a wall of the test's.
class WallClock final : public Clock {
 public:
  Time now() const override { return std::chrono::steady_clock::now(); }
  std::chrono::system_clock::time_point wall() const override { return at; }
  std::chrono::system_clock::time_point at{std::chrono::seconds(1'700'000'000)};
};

struct Change {
  std::uint64_t generation;
  std::uint32_t target;
  TargetHealth health;
  bool operator==(const Change&) const = default;
};

struct Boarding {
  boost::asio::io_context loop;
  WallClock clock;
  test::TemporaryFolder folder;
  test::CapturedLog log;
  std::shared_ptr<ScriptedCheck> check = std::make_shared<ScriptedCheck>();
  config::Config config;
  std::vector<Change> changes;
  std::unique_ptr<Board> board;

  Boarding() {
    auto& made = config.checks.emplace_back();
    made.key = "scripted";
    made.timing = {
        .interval = milliseconds(20), .fast_interval = milliseconds(10), .timeout = milliseconds(5000)};
    config.pools.emplace_back().name = "web";
    config.pools[0].checks = {0};
    open_board();
  }

  void open_board() {
    board =
        std::make_unique<Board>(loop, clock, Dice(1), folder.path(),
                                [this](std::uint64_t generation, std::uint32_t target, TargetHealth health) {
                                  changes.push_back({generation, target, health});
                                });
  }

  void restart() {
    board->stop();
    board.reset();
    changes.clear();
    check->starts.clear();
    open_board();
  }

  void add(const std::string& address, ScriptedCheck::Script script = {}) {
    auto& member = config.pools[0].members.emplace_back();
    member.name = address;
    member.v4 = parse_address(address);
    if (!script.empty()) check->scripts[address] = std::move(script);
  }

  std::vector<TargetHealth> view() { return board->view(list_targets(config), config.checks); }

  void adopt(std::uint64_t generation) {
    board->adopt(generation, std::make_shared<const TargetList>(list_targets(config)), config.checks,
                 {check});
  }

  void run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + seconds(20);
    while (!done() && std::chrono::steady_clock::now() < limit) loop.run_one_for(seconds(1));
    REQUIRE(done());
  }

  bool has(const Change& change) const { return std::ranges::find(changes, change) != changes.end(); }
  void run_until_change(const Change& change) {
    run_until([&] { return has(change); });
  }
};

}  // namespace

TEST_CASE_METHOD(Boarding, "targets are unknown until the first round, which decides at once") {
  add("192.0.2.1", {passed()});
  add("192.0.2.2", {failed("connect refused")});
  CHECK(view() == std::vector{is_unknown, is_unknown});
  adopt(7);
  CHECK(changes == std::vector<Change>{{7, 0, is_unknown}, {7, 1, is_unknown}});
  bool ready = false;
  board->when_ready(seconds(10), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(has({7, 0, is_up}));
  CHECK(has({7, 1, is_down}));
  CHECK(view() == std::vector{is_up, is_down});
  CHECK_THAT(log.text(), Catch::Contains("info: member web/192.0.2.1 up: 1/1 passes\n"));
  CHECK_THAT(log.text(), Catch::Contains("warning: member web/192.0.2.2 down: connect refused (1/1)\n"));
}

TEST_CASE_METHOD(Boarding, "a member that dies is degraded, then out, and back after its rise") {
  const Outcome refused = failed("connect refused");
  add("192.0.2.1", {passed(), refused, refused, refused, passed()});
  adopt(1);
  run_until([&] { return changes.size() >= 6; });
  CHECK(changes == std::vector<Change>{{1, 0, is_unknown},
                                       {1, 0, is_up},
                                       {1, 0, {State::degraded, true, true}},
                                       {1, 0, is_down},
                                       {1, 0, {State::down, false, true}},
                                       {1, 0, is_up}});
  CHECK_THAT(log.text(), Catch::Contains("member web/192.0.2.1 down: connect refused (3/3)\n"));
  CHECK_THAT(log.text(), Catch::EndsWith("member web/192.0.2.1 up: 2/2 passes\n"));
}

TEST_CASE_METHOD(Boarding, "probes of a target keep their distance and never overlap") {
  config.checks[0].timing.interval = milliseconds(100);
  config.checks[0].timing.jitter = 0;
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
  CHECK(view() == std::vector{is_up, is_unknown});
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

  config.pools[0].members.erase(config.pools[0].members.begin());
  add("192.0.2.4", {passed()});
  CHECK(view() == std::vector{is_unknown, is_down, is_unknown});
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
  config.pools[0].members.clear();
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
  CHECK(view() == std::vector{is_unknown});
}

TEST_CASE_METHOD(Boarding,
                 "start modes: up and down are assumed until results say otherwise by rise and fall") {
  config.checks[0].start = config::Start::up;
  add("192.0.2.1", {failed("x")});
  CHECK(view() == std::vector{is_up});
  adopt(1);
  CHECK(changes == std::vector<Change>{{1, 0, is_up}});
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  run_until_change({1, 0, is_down});
  CHECK(ready);
  CHECK(has({1, 0, {State::degraded, true, true}}));
  CHECK(check->starts["192.0.2.1"].size() == 3);
}

TEST_CASE_METHOD(Boarding,
                 "a restart takes the last states as they were, is ready at once, and probes at once") {
  add("192.0.2.1", {failed("x")});
  add("192.0.2.2", {passed()});
  adopt(1);
  run_until([&] { return has({1, 0, is_down}) && has({1, 1, is_up}); });
  restart();
  clock.at += seconds(60);
  CHECK(view() == std::vector{is_down, is_up});
  adopt(1);
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  run_until([&] { return ready && check->starts.size() == 2; });
  CHECK(changes == std::vector<Change>{{1, 0, is_down}, {1, 1, is_up}});
}

TEST_CASE_METHOD(Boarding,
                 "saved states are not used when they are old, or when the check starts with a probe") {
  add("192.0.2.1", {failed("x")});
  adopt(1);
  run_until_change({1, 0, is_down});
  restart();
  SECTION("old") { clock.at += seconds(301); }
  SECTION("probe") { config.checks[0].start = config::Start::probe; }
  CHECK(view() == std::vector{is_unknown});
}

TEST_CASE_METHOD(Boarding, "a change is saved within a second or two, without waiting for the end") {
  add("192.0.2.1", {failed("x")});
  adopt(1);
  run_until([&] { return folder.read("health").ends_with(" 192.0.2.1 scripted\n"); });
  CHECK_THAT(folder.read("health"), Catch::StartsWith("rota health 1\ndown "));
}

TEST_CASE_METHOD(Boarding, "results that stop coming make a target stale, as fit as it was") {
  config.checks[0].timing.timeout = milliseconds(100);
  Outcome trouble = not_counted("Too many open files");
  add("192.0.2.1", {passed(), trouble});
  adopt(1);
  run_until_change({1, 0, {State::stale, true, true}});
  CHECK_THAT(log.text(), Catch::Contains("member web/192.0.2.1 stale: no result for "));
  const std::string said = "not judged, the trouble is ours: Too many open files";
  CHECK(log.text().find(said) != std::string::npos);
  CHECK(log.text().find(said) == log.text().rfind(said));  // not for every probe
}

TEST_CASE_METHOD(Boarding, "a timeout is not held against the target when this process was late itself") {
  config.checks[0].timing.timeout = milliseconds(100);
  config.checks[0].timing.fall = 1;
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

TEST_CASE_METHOD(Boarding, "many targets have their first round within two seconds, at most 256 in flight") {
  for (int i = 0; i < 1000; ++i) {
    add("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), {passed()});
  }
  config.checks[0].timing.interval = milliseconds(5000);
  adopt(1);
  bool ready = false;
  const Time asked = clock.now();
  board->when_ready(seconds(10), [&] { ready = true; });
  run_until([&] { return ready; });
  CHECK(clock.now() - asked < seconds(2));
  CHECK(check->most_in_flight <= 256);
  CHECK(std::ranges::count(view(), is_up) == 1000);
}

TEST_CASE_METHOD(Boarding, "no more than 256 probes fly at once; the others wait their turn") {
  for (int i = 0; i < 300; ++i) add("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  adopt(1);
  run_until([&] { return check->in_flight == 256; });
  loop.run_for(milliseconds(200));
  CHECK(check->in_flight == 256);
}
