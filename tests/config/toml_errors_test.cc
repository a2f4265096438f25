#include "config/toml_errors.h"

#include <catch2/catch.hpp>

#include "config/toml_reader.h"
#include "support/memory_files.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// The one mistake, without the name of the file.
std::string mistake_of(std::string_view text) {
  Mistakes mistakes;
  const TomlFile file = parse_toml(text, "f", mistakes);
  CHECK_FALSE(file.table);
  const Lines lines = lines_of(mistakes);
  REQUIRE(lines.size() == 1);
  return lines.front().substr(2);
}

}  // namespace

TEST_CASE("a value without quotes is shown with them") {
  CHECK(mistake_of("check = web\n") == "1:9: value of \"check\" must be quoted: check = \"web\"");
  CHECK(mistake_of("x = 1\ncheck = \u201cweb\u201d\n") ==
        "2:9: value of \"check\" must be quoted: check = \"web\"");
  CHECK(mistake_of("ttl = 30s  # short\n") == "1:9: value of \"ttl\" must be quoted: ttl = \"30s\"");
  CHECK(mistake_of("address = 192.0.2.1\n").ends_with("must be quoted: address = \"192.0.2.1\""));
  CHECK(mistake_of("a = { check = web, b = 1 }\n").ends_with("must be quoted: check = \"web\""));
  CHECK(mistake_of("members = [192.0.2.1, 192.0.2.2]\n") ==
        "1:17: each value in \"members\" must be quoted: members = [\"192.0.2.1\"]");
  CHECK(mistake_of("members = [\n  \"lb1\",\n  lb2,\n]\n") ==
        "3:3: each value in \"members\" must be quoted: members = [\"lb2\"]");
}

TEST_CASE("true and false are words without quotes") {
  const std::string expected =
      "value of \"canary\" must be true or false, in small letters and without quotes";
  CHECK(mistake_of("canary = True\n") == "1:10: " + expected);
  CHECK(mistake_of("canary = yes\n") == "1:10: " + expected);
}

TEST_CASE("a value is not shown where it may be a secret") {
  CHECK(mistake_of("send = hunter2\n") == "1:8: value of \"send\" must be quoted: send = \"...\"");
  CHECK(mistake_of("body = 12.hunter2\n").find("hunter2") == std::string::npos);
  CHECK(mistake_of("send = 12345678901234567890123\n") == "1:31: this number is too large");
  CHECK(mistake_of("send = 1e99999\n") == "1:15: this number is too large");
  CHECK(mistake_of("hunter2 hunter2\n") == "1:9: expected \"=\" after the key");
  CHECK(mistake_of("send = \"hunter2\\d\"\n").find("hunter2") == std::string::npos);
}

TEST_CASE("what is written twice is told with the place of the first") {
  CHECK(mistake_of("[t]\nx = 1\n[u]\nx = 1\ny = 2\nx = 2\n") ==
        "6:5: \"x\" is set twice; the first is in line 4; remove one of them");
  CHECK(mistake_of("[t.u]\nx = 1\n[t.u]\n") ==
        "3:1: table [t.u] is written twice; the first is in line 1; put its keys into one");
  CHECK(
      mistake_of("members = [\"192.0.2.1\"]\n[[members]]\n")
          .starts_with("2:1: [[members]] cannot follow an array of the same name; write all as [[members]]"));
}

TEST_CASE("what TOML forbids within braces comes with the way out") {
  CHECK(mistake_of("a = {b=1,\n c=2}") ==
        "1:10: a table within { } must stand on one line; for more lines, use a table of its own: "
        "[[pool.NAME.members]], [check.NAME]");
  CHECK(mistake_of("x = 1\na = {b=1,}")
            .starts_with("2:10: a table within { } must not have a comma at its end"));
  CHECK(mistake_of("a = { b = 1 c = 2 }") ==
        "1:13: keys within { } must be separated by commas, and \"}\" must end them");
}

TEST_CASE("what is not closed is told") {
  CHECK(mistake_of("check = \"web\n") == "1:13: a string is not closed: add the quote at its end");
  CHECK(mistake_of("check = 'web\n").ends_with("a string is not closed: add the quote at its end"));
  CHECK(mistake_of("x = [\"a\"\n").ends_with("an array is not closed: add \"]\" at its end"));
  CHECK(mistake_of("x = [\"a\" \"b\"]\n")
            .ends_with("values in an array must be separated by commas, and \"]\" must end them"));
  CHECK(mistake_of("[pool.y\n") == "1:8: a table header must end with \"]\", as in [pool.web]");
}

TEST_CASE("a line that sets no key is told what it lacks") {
  CHECK(mistake_of("policy weighted\n") == "1:8: expected \"=\" after \"policy\", as in policy = \"...\"");
  CHECK(mistake_of("policy: weighted\n") == "1:7: expected \"=\" after \"policy\", as in policy = \"...\"");
  CHECK(mistake_of("policy = \n") == "1:10: \"policy\" has no value after \"=\"");
  CHECK(mistake_of("= 1\n") == "1:1: a key is missing before \"=\"");
  CHECK(mistake_of("// web\n") == "1:1: a comment must begin with \"#\"");
  CHECK(mistake_of("policy = \"a\" ttl = \"b\"\n") ==
        "1:14: the value of \"policy\" must end its line; write one key per line");
  CHECK(mistake_of("x = \"\xff\"\n") == "1:5: this is not UTF-8 text; save the file as UTF-8");
}
