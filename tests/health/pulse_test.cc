#include "health/pulse.h"

#include <catch2/catch.hpp>
#include <optional>

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

TEST_CASE_METHOD(Beating, "what it wakes late adds up to the time lost") {
  for (int i = 1; i <= 2; ++i) {
    pulse->wake_by(clock.now());
    clock.advance(milliseconds(300));  // the loop is busy elsewhere
    while (beats < i && loop.run_one_for(seconds(10)) > 0) continue;
    REQUIRE(beats == i);
    loop.restart();
  }
  CHECK(pulse->lost() == milliseconds(600));
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
