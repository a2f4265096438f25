#include "health/schedule.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;

namespace {

std::vector<std::uint32_t> take_all(Schedule& schedule, Time now) {
  std::vector<std::uint32_t> out;
  while (const auto target = schedule.take(now)) out.push_back(*target);
  return out;
}

using Targets = std::vector<std::uint32_t>;
constexpr milliseconds interval{5000};

}  // namespace

TEST_CASE("targets come when they are due, the longest overdue first") {
  const test::FakeClock clock;
  const Time start = clock.now();
  Schedule schedule(256);
  schedule.plan(1, start + milliseconds(20));
  schedule.plan(2, start + milliseconds(10));
  schedule.plan(3, start + milliseconds(30));
  CHECK(schedule.next() == start + milliseconds(10));
  CHECK(take_all(schedule, start + milliseconds(9)).empty());
  CHECK(take_all(schedule, start + milliseconds(20)) == Targets{2, 1});
  CHECK(schedule.next() == start + milliseconds(30));
}

TEST_CASE("H-13 only so many probes fly at once, and the overdue wait in a fair queue") {
  const test::FakeClock clock;
  const Time now = clock.now();
  Schedule schedule(2);
  for (std::uint32_t i = 0; i < 4; ++i) schedule.plan(i, now - milliseconds(100 - 10 * i));
  CHECK(take_all(schedule, now) == Targets{0, 1});
  CHECK_FALSE(schedule.next());  // nothing to wake for before a probe ends
  schedule.finished();
  schedule.plan(0, now + milliseconds(1));  // due again, but behind those who wait
  CHECK(take_all(schedule, now + milliseconds(5)) == Targets{2});
  schedule.finished();
  CHECK(take_all(schedule, now + milliseconds(5)) == Targets{3});
  schedule.finished();
  CHECK(take_all(schedule, now + milliseconds(5)) == Targets{0});
}

TEST_CASE("a probe taken over from an earlier schedule holds its place") {
  const test::FakeClock clock;
  Schedule schedule(1);
  schedule.started();
  schedule.plan(7, clock.now());
  CHECK_FALSE(schedule.take(clock.now()));
  schedule.finished();
  CHECK(schedule.take(clock.now()) == std::uint32_t{7});
}

TEST_CASE("first probes of a few targets come within milliseconds, of many within a second or the interval") {
  const Time now = test::FakeClock().now();
  const double last = 0.999999;
  CHECK(first_due(now, interval, 3, 0) == now);
  CHECK(first_due(now, interval, 3, last) <= now + milliseconds(6));
  CHECK(first_due(now, interval, 40'000, last) <= now + seconds(1));
  CHECK(first_due(now, interval, 40'000, last) > now + milliseconds(990));
  CHECK(first_due(now, milliseconds(200), 40'000, last) <= now + milliseconds(200));
}

TEST_CASE("H-13 second probes are spread over the interval but never overtake the first") {
  const Time now = test::FakeClock().now();
  CHECK(second_due(now, now + milliseconds(3), interval, 0.5) == now + milliseconds(2500));
  CHECK(second_due(now, now + milliseconds(3), interval, 0) == now + milliseconds(3));
  CHECK(second_due(now, now, interval, 0.999999) <= now + interval);
}

TEST_CASE("a period counts from the start of a probe, give or take the jitter, and waits for its end") {
  const Time now = test::FakeClock().now();
  CHECK(next_due(now, now + milliseconds(3), interval, 0, 0.7) == now + interval);
  CHECK(next_due(now, now + milliseconds(3), interval, 0.1, 0) == now + milliseconds(4500));
  CHECK(next_due(now, now + milliseconds(3), interval, 0.1, 0.5) == now + interval);
  CHECK(next_due(now, now + milliseconds(3), interval, 0.1, 0.999999) <= now + milliseconds(5500));
  CHECK(next_due(now, now + milliseconds(1500), milliseconds(1000), 0, 0.5) == now + milliseconds(1500));
}
