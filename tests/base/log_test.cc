#include "base/log.h"

#include <catch2/catch.hpp>
#include <regex>

#include "base/log_mistakes.h"
#include "support/captured_log.h"

using namespace rota;

namespace {

std::string logged(LogFormat format, std::string_view text, LogFields fields = {}) {
  set_log_format(format);
  const test::CapturedLog captured;
  log_warning("a_thing", text, fields);
  set_log_format(LogFormat::text);
  return captured.text();
}

}  // namespace

TEST_CASE("a line of text says its level, and nothing in it ends the line") {
  CHECK(logged(LogFormat::text, "member\nweb/lb1\x1b down") == "warning: member\\x0aweb/lb1\\x1b down\n");
}

TEST_CASE("a line of JSON is one object, whatever is in its text") {
  const std::string line = logged(LogFormat::json, "a \"b\" \\ \n \xe4");
  const std::string text = R"(a \"b\" \\ \\x0a \\xe4)";
  const std::regex shape(
      "\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"level\":\"warning\",\"event\":"
      "\"a_"
      "thing\",\"text\":\"("
      ".*)\"\\}\n");
  std::smatch found;
  REQUIRE(std::regex_match(line, found, shape));
  CHECK(found[1] == text);
}

TEST_CASE("a line of JSON has what it says in fields, but for what is empty") {
  const std::string line =
      logged(LogFormat::json, "lb1 down",
             {{"member", "lb1\n"}, {"who", ""}, {"count", std::uint64_t{3}}, {"total", std::uint64_t{0}}});
  CHECK(line.ends_with(R"("event":"a_thing","member":"lb1\\x0a","count":3,"text":"lb1 down"})"
                       "\n"));
}

TEST_CASE("a line of text is the same with fields and without") {
  CHECK(logged(LogFormat::text, "lb1 down", {{"member", "lb1"}}) == "warning: lb1 down\n");
}

TEST_CASE("errors of the operator's files tell their place in fields") {
  Mistakes mistakes;
  mistakes.error({std::make_shared<const std::string>("zones/lb.toml"), 14, 3}, "unknown key");
  mistakes.warning({}, "odd");
  set_log_format(LogFormat::json);
  const test::CapturedLog captured;
  log_all(mistakes);
  set_log_format(LogFormat::text);
  CHECK_THAT(
      captured.text(),
      Catch::Contains(R"("level":"error","event":"config_error","file":"zones/lb.toml","line":14,"column":3,)"
                      R"("reason":"unknown key","text":"zones/lb.toml:14:3: unknown key"})"));
  CHECK_THAT(captured.text(),
             Catch::Contains(R"("level":"warning","event":"config_warning","reason":"odd","text":"odd"})"));
}
