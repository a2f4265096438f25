#include "report/metrics/exposition.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::report::metrics;

TEST_CASE("a family has its help and type once, then its samples") {
  std::string out;
  Samples samples(out, "rota_things_total", "counter", "Things.");
  samples.add(label("zone", "a") + label("pool", "b"), 3);
  samples.add("", 18446744073709551615U);
  CHECK(out ==
        "# HELP rota_things_total Things.\n# TYPE rota_things_total counter\n"
        "rota_things_total{zone=\"a\",pool=\"b\"} 3\nrota_things_total 18446744073709551615\n");
}

TEST_CASE("a family without samples is not there") {
  std::string out;
  const Samples samples(out, "rota_things_total", "counter", "Things.");
  CHECK(out.empty());
}

TEST_CASE("a summary has its sum and its count") {
  std::string out;
  Samples(out, "rota_wait_seconds", "summary", "Waits.").add_summary(label("zone", "a"), 4, 0.25);
  CHECK(out ==
        "# HELP rota_wait_seconds Waits.\n# TYPE rota_wait_seconds summary\n"
        "rota_wait_seconds_sum{zone=\"a\"} 0.25\nrota_wait_seconds_count{zone=\"a\"} 4\n");
}

TEST_CASE("a histogram has buckets that add up, its sum and its count") {
  std::string out;
  Samples(out, "rota_wait_seconds", "histogram", "Waits.")
      .add_histogram(label("zone", "a"), {{0.001, 2}, {2.5, 1}}, 4, 7.5);
  CHECK(out ==
        "# HELP rota_wait_seconds Waits.\n# TYPE rota_wait_seconds histogram\n"
        "rota_wait_seconds_bucket{zone=\"a\",le=\"0.001\"} 2\n"
        "rota_wait_seconds_bucket{zone=\"a\",le=\"2.5\"} 3\n"
        "rota_wait_seconds_bucket{zone=\"a\",le=\"+Inf\"} 4\n"
        "rota_wait_seconds_sum{zone=\"a\"} 7.5\nrota_wait_seconds_count{zone=\"a\"} 4\n");
}

TEST_CASE("C-43 a label's value ends where it should, whatever is in it") {
  CHECK(label("pool", "a\"b\\c") == ",pool=\"a\\\"b\\\\c\"");
  CHECK(label("pool", "evil\"} 1\nrota_up 0") == ",pool=\"evil\\\"} 1\\\\x0arota_up 0\"");
  CHECK(label("pool", "\xff") == ",pool=\"\\\\xff\"");
  CHECK(label("pool", "größe <b>") == ",pool=\"größe <b>\"");
}
