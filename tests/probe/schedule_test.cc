#include "probe/schedule.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "health/due.h"
#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;
using namespace rota::probe;

namespace {

using Targets = std::vector<std::uint32_t>;
constexpr milliseconds interval{5000};

// Time runs on from the clock's; milliseconds are counted from its start.
struct Scheduling {
  Time start = test::FakeClock().now();
  probe::Schedule schedule{256};

  void plan(std::uint32_t target, int due, Pace pace = Pace::prompt, milliseconds patience = interval) {
    schedule.plan({.target = TargetId{target}, .due = at(due), .deadline = at(due) + patience, .pace = pace});
  }
  Time at(int milliseconds_) const { return start + milliseconds(milliseconds_); }
  Targets take_all(int now) {
    Targets out;
    while (const auto target = schedule.take(at(now))) out.push_back(target->value);
    return out;
  }
};

}  // namespace

TEST_CASE_METHOD(Scheduling, "targets come when they are due, the longest overdue first") {
  plan(1, 20);
  plan(2, 10);
  plan(3, 30);
  CHECK(schedule.next() == at(10));
  CHECK(take_all(9).empty());
  CHECK(take_all(20) == Targets{2, 1});
  CHECK(schedule.next() == at(30));
}

TEST_CASE_METHOD(Scheduling, "H-13 only so many probes are in flight, and the overdue wait in a fair queue") {
  schedule = probe::Schedule(2);
  for (std::uint32_t i = 0; i < 4; ++i) plan(i, static_cast<int>(10 * i) - 100);
  CHECK(take_all(0) == Targets{0, 1});
  CHECK_FALSE(schedule.next());  // nothing to wake for before a probe ends
  schedule.finished(Pace::prompt);
  plan(0, 1);  // due again, but behind those who wait
  CHECK(schedule.next() == at(-80));
  CHECK(take_all(5) == Targets{2});
  schedule.finished(Pace::prompt);
  CHECK(take_all(5) == Targets{3});
  schedule.finished(Pace::prompt);
  CHECK(take_all(5) == Targets{0});
}

TEST_CASE_METHOD(Scheduling,
                 "A3 targets in doubt come before those that are overdue by less than an interval") {
  schedule = probe::Schedule(1);
  plan(1, -4000);
  plan(2, -6000);
  plan(3, 0, Pace::prompt, milliseconds(0));
  CHECK(take_all(0) == Targets{2});
  schedule.finished(Pace::prompt);
  CHECK(take_all(0) == Targets{3});
  schedule.finished(Pace::prompt);
  CHECK(take_all(0) == Targets{1});
}

TEST_CASE_METHOD(Scheduling, "A3 a quarter of the places is kept for targets that replied last time") {
  schedule = probe::Schedule(8);
  for (std::uint32_t i = 0; i < 20; ++i) plan(i, -1000, Pace::slow, milliseconds(0));
  CHECK(take_all(0).size() == 6);
  CHECK_FALSE(schedule.next());
  plan(100, 10);
  CHECK(schedule.next() == at(10));
  CHECK(take_all(10) == Targets{100});
  schedule.finished(Pace::prompt);
  schedule.finished(Pace::slow);
  CHECK(take_all(10).size() == 1);
}

TEST_CASE_METHOD(Scheduling,
                 "A3 when time is short, three of four turns go to targets that replied last time") {
  for (std::uint32_t i = 0; i < 8; ++i) {
    plan(i, -1000, Pace::slow, milliseconds(0));
    plan(100 + i, 0);
  }
  Targets taken = take_all(0);
  REQUIRE(taken.size() == 16);
  taken.resize(8);
  CHECK(std::ranges::count_if(taken, [](std::uint32_t target) { return target >= 100; }) == 6);
}

TEST_CASE_METHOD(Scheduling,
                 "A3 when fewer may be in flight, those that replied last time keep their quarter") {
  for (std::uint32_t i = 0; i < 200; ++i) plan(i, 0, Pace::slow);
  CHECK(take_all(0).size() == 192);
  schedule.allow(8);
  plan(300, 0, Pace::slow);
  plan(400, 0);
  plan(401, 0);
  plan(402, 0);
  CHECK(take_all(0) == Targets{400, 401});
}

TEST_CASE_METHOD(Scheduling, "a probe taken over from an earlier schedule holds its place") {
  schedule = probe::Schedule(1);
  schedule.started(Pace::slow);
  plan(7, 0);
  CHECK_FALSE(schedule.take(at(0)));
  schedule.finished(Pace::slow);
  CHECK(schedule.take(at(0)) == TargetId{7});
}

TEST_CASE("first probes of a few targets come within milliseconds, of many within a second or the interval") {
  const Time now = test::FakeClock().now();
  const double last = 0.999999;
  CHECK(health::first_due(now, interval, 3, 0) == now);
  CHECK(health::first_due(now, interval, 3, last) <= now + milliseconds(6));
  CHECK(health::first_due(now, interval, 40'000, last) <= now + seconds(1));
  CHECK(health::first_due(now, interval, 40'000, last) > now + milliseconds(990));
  CHECK(health::first_due(now, milliseconds(200), 40'000, last) <= now + milliseconds(200));
}

TEST_CASE("H-13 second probes are spread over the interval but never overtake the first") {
  const Time now = test::FakeClock().now();
  CHECK(health::second_due(now, now + milliseconds(3), interval, 0.5) == now + milliseconds(2500));
  CHECK(health::second_due(now, now + milliseconds(3), interval, 0) == now + milliseconds(3));
  CHECK(health::second_due(now, now, interval, 0.999999) <= now + interval);
}

TEST_CASE("a period counts from the start of a probe, give or take the jitter, and waits for its end") {
  const Time now = test::FakeClock().now();
  CHECK(health::next_due(now, now + milliseconds(3), interval, 0, 0.7) == now + interval);
  CHECK(health::next_due(now, now + milliseconds(3), interval, 0.1, 0) == now + milliseconds(4500));
  CHECK(health::next_due(now, now + milliseconds(3), interval, 0.1, 0.5) == now + interval);
  CHECK(health::next_due(now, now + milliseconds(3), interval, 0.1, 0.999999) <= now + milliseconds(5500));
  CHECK(health::next_due(now, now + milliseconds(1500), milliseconds(1000), 0, 0.5) ==
        now + milliseconds(1500));
}
