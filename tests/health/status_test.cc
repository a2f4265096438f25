#include "health/status.h"

#include <catch2/catch.hpp>

using namespace rota;
using health::Latencies;

TEST_CASE("the latest 32 durations are kept, oldest first") {
  Latencies latencies;
  CHECK(latencies.size() == 0);
  for (int i = 1; i <= 3; ++i) latencies.add(milliseconds(i));
  REQUIRE(latencies.size() == 3);
  CHECK(latencies[0] == milliseconds(1));
  CHECK(latencies[2] == milliseconds(3));
  for (int i = 4; i <= 40; ++i) latencies.add(milliseconds(i));
  REQUIRE(latencies.size() == 32);
  for (std::size_t i = 0; i < 32; ++i) CHECK(latencies[i] == milliseconds(9 + i));
}

TEST_CASE("a duration out of range is the nearest one in it") {
  Latencies latencies;
  latencies.add(seconds(-1));
  latencies.add(std::chrono::hours(2));
  CHECK(latencies[0] == milliseconds(0));
  CHECK(latencies[1] == std::chrono::microseconds(0xffffffff));
}
