#include "base/clock.h"

#include <catch2/catch.hpp>

using namespace rota;

TEST_CASE("the system's clock never runs backwards and its wall shows today") {
  const SystemClock clock;
  Time before = clock.now();
  for (int i = 0; i < 1000; ++i) {
    const Time now = clock.now();
    REQUIRE(now >= before);
    before = now;
  }
  const auto wall = std::chrono::system_clock::now();
  CHECK(clock.wall() >= wall);
  CHECK(clock.wall() - wall < std::chrono::minutes(1));
}
