#include "operate/events/log_event.h"

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;
using namespace rota::operate;

namespace {

std::string logged(LogFormat format, const Event& event) {
  set_log_format(format);
  const test::CapturedLog log;
  log_event(LogLevel::info, event);
  set_log_format(LogFormat::text);
  return log.text();
}

const Event drained{.kind = EventKind::override,
                    .of = {"lb.example", "web", "lb1"},
                    .text = "override lb.example:web/lb1: drain",
                    .who = "alice",
                    .reason = "CHG-42"};

}  // namespace

TEST_CASE("a line of an override says who made it and why") {
  CHECK(logged(LogFormat::text, drained) == "info: override lb.example:web/lb1: drain, by alice (CHG-42)\n");
  CHECK_THAT(
      logged(LogFormat::json, drained),
      Catch::Contains(R"("event":"override","zone":"lb.example","pool":"web","member":"lb1","who":"alice",)"
                      R"("reason":"CHG-42","text":)"));
}

TEST_CASE("a line of a pool says by its event whether it went down or recovered") {
  Event event{.kind = EventKind::pool, .of = {"lb.example", "web", ""}, .text = "pool lb.example:web: x"};
  CHECK_THAT(logged(LogFormat::json, event),
             Catch::Contains(R"("event":"pool_recovered","zone":"lb.example","pool":"web","text":)"));
  event.reason = "all members are down";
  CHECK_THAT(logged(LogFormat::json, event), Catch::Contains(R"("event":"pool_down")"));
}
