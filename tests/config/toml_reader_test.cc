#include "config/toml_reader.h"

#include <catch2/catch.hpp>

#include "support/memory_files.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

Lines mistakes_of(std::string_view text) {
  Mistakes mistakes;
  const TomlFile file = parse_toml(text, "f.toml", mistakes);
  CHECK(file.table.has_value() == mistakes.all().empty());
  return lines_of(mistakes);
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a tree keeps the order of the file and the position of every key and value") {
  Mistakes mistakes;
  const auto file =
      parse_toml("z = 1\na = [true, 2.5,\n  \"x\"]\n\n[t.u]\nd = 2020-01-01\n", "f.toml", mistakes);
  REQUIRE(file.table);
  const Table& table = *file.table;
  REQUIRE(table.size() == 3);
  CHECK(table[0].key == "z");
  CHECK(*table[0].value.integer() == 1);
  CHECK(table[0].key_at.text() == "f.toml:1:1");
  CHECK(table[0].value.at.text() == "f.toml:1:5");
  const Array& array = *table[1].value.array();
  CHECK(*array[0].boolean());
  CHECK(*array[1].real() == 2.5);
  CHECK(*array[2].text() == "x");
  CHECK(array[2].at.text() == "f.toml:3:3");
  const Table& nested = *find(*table[2].value.table(), "u")->value.table();
  CHECK(nested[0].value.kind() == "a date or time");
  CHECK(nested[0].value.at.text() == "f.toml:6:5");
}

TEST_CASE("what TOML forbids within braces comes with the way out") {
  const std::string hint =
      " (a table within { } stands on one line without a trailing comma; for more, use [[pool.x.members]])";
  CHECK(
      mistakes_of("a = {b=1,\n c=2}") ==
      Lines{"f.toml:1:10: Error while parsing inline table: expected key or closing '}', saw '\\n'" + hint});
  CHECK(mistakes_of("x = 1\na = {b=1,}") == Lines{"f.toml:2:10: Error while parsing inline table: expected "
                                                  "key-value pair, saw closing '}' (dangling comma)" +
                                                  hint});
}

TEST_CASE("other mistakes of syntax have their position") {
  CHECK(mistakes_of("x = 1\nx = 2\n") ==
        Lines{"f.toml:2:5: Error while parsing key-value pair: cannot redefine existing integer 'x'"});
  CHECK(mistakes_of("a = \n") ==
        Lines{"f.toml:1:5: Error while parsing key-value pair: expected value, saw '\\n'"});
}

TEST_CASE("of a broken file, what stands before the first mistake is kept when it is whole") {
  Mistakes mistakes;
  const auto file = parse_toml("zone = \"a\"\n[pool.x]\nnames = 1\n[pool.y\n", "f.toml", mistakes);
  CHECK_FALSE(file.table);
  REQUIRE(file.head.size() == 1);
  CHECK(file.head[0].key == "zone");
  CHECK(parse_toml("x = [\n1,\n=\n", "f.toml", mistakes).head.empty());
}

TEST_CASE("nesting without end is refused") {
  CHECK(mistakes_of("x = 1\n" + repeated("a.", 100'000) + "a = 1\n") ==
        Lines{"f.toml:2: a key of more than 16 steps"});
  CHECK(mistakes_of("[" + repeated("a . ", 17) + "a]\n") == Lines{"f.toml:1: a key of more than 16 steps"});
  CHECK(mistakes_of("x = " + repeated("[", 40) + repeated("]", 40)) ==
        Lines{"f.toml:1:37: settings are nested too deep"});
  CHECK(mistakes_of("x = " + repeated("[", 100'000)).size() == 1);
  CHECK(mistakes_of("x = " + repeated("{a.a.a.a.a.a.a.a.a.a.a.a.a.a=", 200) + "1" + repeated("}", 200))
            .size() == 1);
  CHECK(mistakes_of("members = [" + repeated("\"192.0.2.1\", ", 1000) + "]\n").empty());
}

TEST_CASE("a number that is none is not quoted: it may be a secret that lacks its quotes") {
  CHECK(
      mistakes_of("send = 12345678901234567890123\n") ==
      Lines{"f.toml:1:31: Error while parsing decimal integer: this number is not representable in 64 bits"});
  CHECK(mistakes_of("send = 1e99999\n") == Lines{"f.toml:1:15: Error while parsing floating-point: this "
                                                 "number could not be interpreted as a value"});
}
