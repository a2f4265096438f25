// What a board tells beside the health itself: the news that become events.
#include "health/boarding.h"

using namespace rota;
using namespace rota::test;

TEST_CASE_METHOD(Boarding, "what is decided is told with its reason, what is pending is not") {
  add("192.0.2.1", {passed(), failed("status 503"), failed("status 503"), failed("status 503"), passed()});
  adopt(1);
  run_until([&] { return told.size() == 3; });
  CHECK(told == std::vector<std::string>{"192.0.2.1 up: 1/1 passes", "192.0.2.1 down: status 503 (3/3)",
                                         "192.0.2.1 up: 2/2 passes"});
}

TEST_CASE_METHOD(Boarding, "growing stale and the return of results are told") {
  config.checks[CheckId{0}].timing.timeout = milliseconds(100);
  add("192.0.2.1", {passed(), own_trouble("x")});
  adopt(1);
  run_until([&] { return told.size() == 2; });
  CHECK_THAT(told[1], Catch::StartsWith("192.0.2.1 stale: no result for "));
  check->scripts["192.0.2.1"] = {passed()};
  run_until([&] { return told.size() == 3; });
  CHECK(told[2] == "192.0.2.1 up: results are back");
}
