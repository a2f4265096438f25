#include "base/wall_time.h"

#include <catch2/catch.hpp>

using namespace rota;

namespace {

WallTime at(std::int64_t milliseconds) { return WallTime(std::chrono::milliseconds(milliseconds)); }

}  // namespace

TEST_CASE("times are written in UTC with milliseconds, cut and not rounded") {
  CHECK(rfc3339(at(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(rfc3339(at(1'709'210'096'007)) == "2024-02-29T12:34:56.007Z");
  CHECK(rfc3339(at(999) + std::chrono::microseconds(999)) == "1970-01-01T00:00:00.999Z");
}

TEST_CASE("what is written is read back") {
  for (const std::int64_t time : {0L, 951'782'400'000L, 1'709'210'096'007L, 7'258'118'399'999L})
    CHECK(parse_rfc3339(rfc3339(at(time))) == std::optional(at(time)));
}

TEST_CASE("a fraction may be missing or finer") {
  CHECK(parse_rfc3339("2024-02-29T12:34:56Z") == std::optional(at(1'709'210'096'000)));
  CHECK(parse_rfc3339("2024-02-29T12:34:56.5Z") == std::optional(at(1'709'210'096'500)));
  CHECK(parse_rfc3339("2024-02-29T12:34:56.123456789Z") ==
        std::optional(at(1'709'210'096'123) + std::chrono::nanoseconds(456'789)));
}

TEST_CASE("other forms, days and hours that are none, and years out of reach are not read") {
  const std::string text = GENERATE(
      "", "Z", "2024-02-29", "2024-02-29T12:34:56", "2024-02-29T12:34:56+00:00", "2024-02-30T12:34:56Z",
      "2024-13-01T12:34:56Z", "2024-00-01T12:34:56Z", "2024-02-29T24:00:00Z", "2024-02-29T12:60:00Z",
      "2024-02-29T12:34:60Z", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "2024-02-29T12:34:56.Z",
      "2024-02-29T12:34:56.1234567890Z", "2024-02-29T12:34:56.-12Z", "+024-02-29T12:34:56Z",
      "2024-02-29 12:34:56Z", "2024-02-29T12:34:56.1 Z", "99999999999999999999Z");
  CHECK_FALSE(parse_rfc3339(text).has_value());
}
