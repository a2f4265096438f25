#include "base/log.h"

#include <catch2/catch.hpp>
#include <regex>

#include "support/captured_log.h"

using namespace rota;

namespace {

std::string logged(LogFormat format, std::string_view text) {
  set_log_format(format);
  const test::CapturedLog captured;
  log_warning(text);
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
      "\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"level\":\"warning\",\"text\":\"("
      ".*)\"\\}\n");
  std::smatch found;
  REQUIRE(std::regex_match(line, found, shape));
  CHECK(found[1] == text);
}
