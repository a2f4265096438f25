#include "health/announce.h"

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;
using namespace rota::health;

namespace {

Target used_by(const std::vector<std::string>& members) {
  Target out;
  out.address = parse_address("2001:db8::1").value();
  for (const std::string& member : members) out.members.push_back({"lb.example", "web", member});
  return out;
}

const Verdict::Progress third_of_three{.decided = true, .count = 3, .needed = 3};

}  // namespace

TEST_CASE("a member going down and up is one line each with its reason and count") {
  const test::CapturedLog log;
  announce(used_by({"lb1"}), *news_of_result(failed("connect refused"), third_of_three));
  announce(used_by({"lb1"}), *news_of_result(passed(), {.decided = true, .count = 2, .needed = 2}));
  CHECK(log.text() ==
        "warning: member lb.example:web/lb1 (IPv6 2001:db8::1) down: connect refused (3/3)\ninfo: member "
        "lb.example:web/lb1 (IPv6 2001:db8::1) up: 2/2 passes\n");
}

TEST_CASE("the reason of a result stands beside its words") {
  CHECK(news_of_result(failed("status 503"), third_of_three)->reason == "status 503");
  CHECK(news_of_stale(seconds(17)).reason == "no result for 17 s");
}

TEST_CASE("a result that decides nothing is said at the debug level, one that confirms not at all") {
  const test::CapturedLog log;
  const auto news = news_of_result(failed("timeout"), {.decided = false, .count = 1, .needed = 3});
  REQUIRE(news.has_value());
  CHECK(news->text == "failing: timeout (1/3)");
  CHECK(news->level == LogLevel::debug);
  announce(used_by({"lb1"}), *news);
  CHECK(log.text().empty());
  CHECK_FALSE(news_of_result(passed(), {}).has_value());
}

TEST_CASE("as JSON, a member going down is told in fields") {
  Target target = used_by({"lb1"});
  target.check_name = "web";
  set_log_format(LogFormat::json);
  const test::CapturedLog log;
  announce(target, *news_of_result(failed("connect refused"), third_of_three));
  set_log_format(LogFormat::text);
  CHECK_THAT(log.text(),
             Catch::Contains(R"("event":"member_down","zone":"lb.example","pool":"web","member":"lb1",)"
                             R"("family":"ipv6","address":"2001:db8::1","check":"web",)"
                             R"("reason":"connect refused","count":3,"needed":3,"text":)"));
}

TEST_CASE("of many members the first four are named and the rest counted") {
  const test::CapturedLog log;
  announce(used_by({"1", "2", "3", "4", "5", "6"}), *news_of_result(failed("timeout"), third_of_three));
  CHECK(log.text() ==
        "warning: member lb.example:web/1 (IPv6 2001:db8::1) down: timeout (3/3)\nwarning: member "
        "lb.example:web/2 (IPv6 2001:db8::1) down: timeout (3/3)\n"
        "warning: member lb.example:web/3 (IPv6 2001:db8::1) down: timeout (3/3)\nwarning: member "
        "lb.example:web/4 (IPv6 2001:db8::1) down: timeout (3/3)\n"
        "warning: ... and 2 more members\n");
}

TEST_CASE("H-03 blindness and its end are said in words") {
  const News blind =
      news_of_blindness({Family::v6, "2 of 3 probes could not be sent: Network is unreachable"});
  CHECK(blind.level == LogLevel::warning);
  CHECK(
      blind.text ==
      "this node is blind over IPv6: 2 of 3 probes could not be sent: Network is unreachable; silence takes "
      "no member down");
  CHECK(blind.reason == "2 of 3 probes could not be sent: Network is unreachable");
  CHECK(news_of_blindness({Family::v4, ""}).text == "this node sees again over IPv4");
}

TEST_CASE("stale, back again and our own trouble are said in words") {
  const test::CapturedLog log;
  announce(used_by({"lb1"}), news_of_stale(milliseconds(17'400)));
  announce(used_by({"lb1"}), news_of_return(State::up));
  announce(used_by({"lb1"}), news_of_our_trouble("Too many open files"));
  CHECK(log.text() ==
        "warning: member lb.example:web/lb1 (IPv6 2001:db8::1) stale: no result for 17 s\ninfo: member "
        "lb.example:web/lb1 (IPv6 2001:db8::1) up: results are back\n"
        "warning: member lb.example:web/lb1 (IPv6 2001:db8::1) result ignored, this node could not probe: "
        "Too many "
        "open files\n");
}
