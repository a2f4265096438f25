#include "load/result.h"

#include <catch2/catch.hpp>

using namespace rota::bench;

TEST_CASE("quantiles are right to a thirty-second") {
  Histogram histogram;
  for (int i = 1; i <= 1000; ++i) histogram.add(std::chrono::microseconds(i));
  CHECK(histogram.quantile(0.5) == Approx(500).epsilon(1.0 / 32));
  CHECK(histogram.quantile(0.99) == Approx(990).epsilon(1.0 / 32));
  CHECK(histogram.quantile(0.999) == Approx(1000).epsilon(1.0 / 32));
}

TEST_CASE("quantiles of nothing, of nothing at all and of very long times") {
  Histogram histogram;
  CHECK(histogram.quantile(0.5) == 0);
  histogram.add(std::chrono::nanoseconds(0));
  CHECK(histogram.quantile(0.5) == Approx(0.001));
  Histogram slow;
  slow.add(std::chrono::hours(1));
  CHECK(slow.quantile(0.5) == Approx(3.6e9).epsilon(1.0 / 32));
}
