#include "base/plural.h"

#include <catch2/catch.hpp>

using namespace rota;

TEST_CASE("a noun agrees with its count, and thousands are apart") {
  CHECK(plural(1, "pool") == "1 pool");
  CHECK(plural(0, "pool") == "0 pools");
  CHECK(plural(12'000, "pool") == "12,000 pools");
  CHECK(plural(1, "member is", "members are") == "1 member is");
  CHECK(plural(2, "member is", "members are") == "2 members are");
  CHECK(count_text(999) == "999");
  CHECK(count_text(1'234'567) == "1,234,567");
}
