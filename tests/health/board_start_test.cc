// What a board takes for granted at its start: start modes and saved states.
#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

TEST_CASE_METHOD(Boarding,
                 "start modes: up and down are assumed until results say otherwise by rise and fall") {
  config.checks[CheckId{0}].start = config::Start::up;
  add("192.0.2.1", {failed("x")});
  CHECK(view() == TargetHealths{is_up});
  adopt(1);
  CHECK(changes == std::vector<Change>{{1, 0, is_up}});
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  run_until_change({1, 0, is_down});
  CHECK(ready);
  CHECK(has({1, 0, {State::failing, true, true}}));
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
  CHECK(view() == TargetHealths{is_down, is_up});
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
  SECTION("probe") { config.checks[CheckId{0}].start = config::Start::probe; }
  CHECK(view() == TargetHealths{is_unknown});
}

TEST_CASE_METHOD(Boarding, "a change is saved within a second or two, without waiting for the end") {
  add("192.0.2.1", {failed("x")});
  adopt(1);
  run_until([&] { return folder.read("health").find("\ndown ") != std::string::npos; });
  CHECK_THAT(folder.read("health"), Catch::StartsWith("rota health 2\ndown "));
  CHECK_THAT(folder.read("health"), !Catch::Contains("192.0.2.1"));
}

TEST_CASE_METHOD(Boarding,
                 "other timing leaves what is known and the probe in flight, other settings nothing") {
  add("192.0.2.1", {failed("x")});
  config.checks[CheckId{0}].timing.interval = seconds(1000);
  adopt(1);
  run_until([&] { return view() == TargetHealths{is_down}; });
  const auto since = board->statuses()[TargetId{0}].since;
  config.checks[CheckId{0}].timing = {
      .interval = seconds(900), .fast_interval = seconds(1), .rise = 9, .fall = 1};
  clock.at += seconds(5);
  CHECK(view() == TargetHealths{is_down});
  adopt(2);
  CHECK(view() == TargetHealths{is_down});
  CHECK(board->statuses()[TargetId{0}].since == since);
  CHECK(board->statuses()[TargetId{0}].failed == 1);
  config.checks[CheckId{0}].settings = sealed({{"path", {}, {{}, std::string("/")}}});
  CHECK(view() == TargetHealths{is_unknown});
}

TEST_CASE_METHOD(Boarding, "a shorter interval counts at once") {
  add("192.0.2.1", {passed()});
  config.checks[CheckId{0}].timing.interval = seconds(1000);
  adopt(1);
  run_until([&] { return view() == TargetHealths{is_up}; });
  config.checks[CheckId{0}].timing.interval = milliseconds(20);
  adopt(2);
  run_until([&] { return check->starts["192.0.2.1"].size() > 2; });
}
