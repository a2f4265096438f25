#include "api/rates.h"

#include <catch2/catch.hpp>

using namespace rota;
using api::Rates;

TEST_CASE("rates have one number for each step of five seconds") {
  Rates rates;
  Time now{std::chrono::hours(1)};
  std::uint64_t count = 1000;
  for (int beat = 0; beat <= 10; ++beat) {
    rates.note(now, count);
    now += seconds(1);
    count += beat < 5 ? 10 : 30;
  }
  CHECK(std::vector(rates.rates().begin(), rates.rates().end()) == std::vector<double>{10, 30});
}

TEST_CASE("rates go back 15 minutes and no further") {
  Rates rates;
  Time now{std::chrono::hours(1)};
  std::uint64_t count = 0;
  for (std::uint64_t beat = 0; beat < 500; ++beat) {
    rates.note(now, count);
    now += Rates::step;
    count += 5 * beat;
  }
  REQUIRE(rates.rates().size() * Rates::step == std::chrono::minutes(15));
  CHECK(rates.rates().front() == 319);
  CHECK(rates.rates().back() == 498);
}
