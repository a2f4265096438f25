#include "health/announce.h"

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;
using namespace rota::health;

namespace {

Target used_by(std::vector<std::string> members) {
  return {.key = "", .address = {}, .check = 0, .members = std::move(members)};
}

const Verdict::Progress third_of_three{.decided = true, .count = 3, .needed = 3};

}  // namespace

TEST_CASE("a member going down and up is one line each with its reason and count") {
  const test::CapturedLog log;
  announce_result(used_by({"web/lb1"}), failed("connect refused"), third_of_three);
  announce_result(used_by({"web/lb1"}), passed(), {.decided = true, .count = 2, .needed = 2});
  CHECK(log.text() ==
        "warning: member web/lb1 down: connect refused (3/3)\ninfo: member web/lb1 up: 2/2 passes\n");
}

TEST_CASE("a result that decides nothing is not said") {
  const test::CapturedLog log;
  announce_result(used_by({"web/lb1"}), failed("timeout"), {.decided = false, .count = 1, .needed = 3});
  announce_result(used_by({"web/lb1"}), passed(), {});
  CHECK(log.text().empty());
}

TEST_CASE("of many members the first four are named and the rest counted") {
  const test::CapturedLog log;
  announce_result(used_by({"p/1", "p/2", "p/3", "p/4", "p/5", "p/6"}), failed("timeout"), third_of_three);
  CHECK(log.text() ==
        "warning: member p/1 down: timeout (3/3)\nwarning: member p/2 down: timeout (3/3)\n"
        "warning: member p/3 down: timeout (3/3)\nwarning: member p/4 down: timeout (3/3)\n"
        "warning: ... and 2 more members\n");
}

TEST_CASE("stale, back again and our own trouble are said in words") {
  const test::CapturedLog log;
  announce_stale(used_by({"web/lb1"}), milliseconds(17'400));
  announce_return(used_by({"web/lb1"}), State::up);
  announce_not_counted(used_by({"web/lb1"}), "Too many open files");
  CHECK(log.text() ==
        "warning: member web/lb1 stale: no result for 17 s\ninfo: member web/lb1 up: results are back\n"
        "warning: member web/lb1 not judged, the trouble is ours: Too many open files\n");
}
