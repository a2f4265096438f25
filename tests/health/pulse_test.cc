#include "health/pulse.h"

#include <catch2/catch.hpp>
#include <optional>
#include <vector>

#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;

namespace {

struct Beating {
  boost::asio::io_context loop;
  test::FakeClock clock;
  int beats = 0;
  std::optional<Pulse> pulse{std::in_place, loop, clock, [this] { ++beats; }};
};

}  // namespace

TEST_CASE_METHOD(Beating, "it beats once for every wait asked for, at the earliest time named") {
  pulse->wake_by(clock.now() + std::chrono::hours(1));
  pulse->wake_by(clock.now());
  pulse->wake_by(clock.now() + seconds(5));
  loop.run_one_for(seconds(10));  // the wait that was replaced
  loop.run_one_for(seconds(10));
  CHECK(beats == 1);
  loop.restart();
  CHECK(loop.run_for(milliseconds(20)) == 0);
}

TEST_CASE_METHOD(Beating, "it remembers how late it woke at worst since a moment") {
  const Time start = clock.now();
  std::vector<Time> between;
  for (const int late : {200, 500, 300, 100}) {
    pulse->wake_by(clock.now());
    clock.advance(milliseconds(late));  // the loop is busy elsewhere
    const int before = beats;
    while (beats == before && loop.run_one_for(seconds(10)) > 0) continue;
    REQUIRE(beats == before + 1);
    loop.restart();
    clock.advance(milliseconds(1));
    between.push_back(clock.now());
  }
  CHECK(pulse->worst_since(start) == milliseconds(500));
  CHECK(pulse->worst_since(between[0]) == milliseconds(500));
  CHECK(pulse->worst_since(between[1]) == milliseconds(300));
  CHECK(pulse->worst_since(between[2]) == milliseconds(100));
  CHECK(pulse->worst_since(between[3]) == milliseconds(0));
}

TEST_CASE_METHOD(Beating, "after stop, or its end, it beats no more, even when its time had come") {
  pulse->wake_by(clock.now());
  loop.run_one_for(milliseconds(0));
  SECTION("stop") { pulse->stop(); }
  SECTION("end") { pulse.reset(); }
  const int before = beats;
  loop.run_for(milliseconds(20));
  CHECK(beats == before);
}
