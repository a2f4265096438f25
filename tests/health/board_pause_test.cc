// Maintenance: targets that nobody is to be asked about for a while.
#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

TEST_CASE_METHOD(Boarding, "a paused target is not probed, and what was known of it is forgotten") {
  add("192.0.2.1", {failed("x")});
  add("192.0.2.2", {passed()});
  adopt(1);
  run_until([&] { return has({1, 0, is_down}) && has({1, 1, is_up}); });
  changes.clear();
  clock.at += seconds(1);
  board->pause({true, false});
  CHECK(changes == std::vector<Change>{{1, 0, is_unknown}});
  CHECK_FALSE(board->statuses()[TargetId{0}].probed);
  CHECK(board->statuses()[TargetId{0}].health == is_unknown);
  CHECK(board->statuses()[TargetId{0}].since == clock.at);
  CHECK(board->statuses()[TargetId{0}].failed >= 1);
  CHECK(board->statuses()[TargetId{1}].probed);

  const std::size_t probes = check->starts["192.0.2.1"].size();
  const std::size_t others = check->starts["192.0.2.2"].size();
  run_until([&] { return check->starts["192.0.2.2"].size() >= others + 5; });
  CHECK(check->starts["192.0.2.1"].size() == probes);
  CHECK(changes.size() == 1);
}

TEST_CASE_METHOD(Boarding, "the probe in flight of a target ends when it is paused") {
  add("192.0.2.1");
  add("192.0.2.2");
  adopt(1);
  run_until([&] { return check->in_flight == 2; });
  board->pause({true});
  CHECK(check->in_flight == 1);
}

TEST_CASE_METHOD(Boarding, "a target that returns is probed at once, and one result decides") {
  config.checks[CheckId{0}].timing.interval = seconds(100);
  add("192.0.2.1", {passed(), failed("gone")});
  adopt(1);
  run_until_change({1, 0, is_up});
  board->pause({true});
  board->pause({false});
  CHECK(board->statuses()[TargetId{0}].probed);
  run_until_change({1, 0, is_down});
  CHECK(check->starts["192.0.2.1"].size() == 2);
  CHECK_THAT(log.text(),
             Catch::EndsWith("member lb.example:web/192.0.2.1 (IPv4 192.0.2.1) down: gone (1/1)\n"));
}

TEST_CASE_METHOD(Boarding, "what returns starts as its check says: down until it has risen") {
  config.checks[CheckId{0}].start = config::Start::down;
  add("192.0.2.1", {passed()});
  adopt(1);
  run_until_change({1, 0, is_up});
  board->pause({true});
  CHECK(view() == TargetHealths{is_down});
  changes.clear();
  board->pause({});
  run_until_change({1, 0, is_up});
  CHECK(has({1, 0, is_rising}));
}

TEST_CASE_METHOD(Boarding, "a target never has two probes in flight, however often it pauses and returns") {
  add("192.0.2.1");
  adopt(1);
  for (int i = 0; i < 20; ++i) {
    board->pause({true});
    loop.run_one_for(seconds(1));
    board->pause({false});
    run_until([&] { return check->in_flight == 1; });
  }
  loop.run_for(milliseconds(100));
  CHECK(check->most_in_flight == 1);
}

TEST_CASE_METHOD(Boarding, "a pause lasts through a new configuration, and nothing grows stale in it") {
  config.checks[CheckId{0}].start = config::Start::up;  // known without a result, so it could grow stale
  config.checks[CheckId{0}].timing.timeout = milliseconds(100);
  add("192.0.2.1", {passed()});
  add("192.0.2.2", {passed()});
  adopt(1);
  board->pause({true, false});
  adopt(2);
  CHECK_FALSE(board->statuses()[TargetId{0}].probed);
  changes.clear();
  // Housekeeping looks every second; 3 intervals and the timeout are 160 ms.
  const Time begun = clock.now();
  run_until([&] { return clock.now() - begun > milliseconds(2500); });
  CHECK(check->starts["192.0.2.1"].empty());
  CHECK(board->statuses()[TargetId{0}].health == is_up);
  board->pause({});
  run_until([&] { return !check->starts["192.0.2.1"].empty(); });
  CHECK_FALSE(has({2, 0, {State::stale, true, true}}));
}

TEST_CASE_METHOD(Boarding, "nobody waits for the first result of a paused target") {
  add("192.0.2.1");  // never answers
  adopt(1);
  bool ready = false;
  board->when_ready(seconds(60), [&] { ready = true; });
  board->pause({true});
  run_until([&] { return ready; });
}
