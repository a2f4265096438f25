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
        Lines{"f.toml:2: a key must have at most 16 parts"});
  CHECK(mistakes_of("[" + repeated("a . ", 17) + "a]\n") ==
        Lines{"f.toml:1: a key must have at most 16 parts"});
  CHECK(mistakes_of("x = " + repeated("[", 40) + repeated("]", 40)) ==
        Lines{"f.toml:1:37: tables and arrays must be nested at most 32 deep"});
  CHECK(mistakes_of("x = " + repeated("[", 100'000)).size() == 1);
  CHECK(mistakes_of("x = " + repeated("{a.a.a.a.a.a.a.a.a.a.a.a.a.a=", 200) + "1" + repeated("}", 200))
            .size() == 1);
  CHECK(mistakes_of("members = [" + repeated("\"192.0.2.1\", ", 1000) + "]\n").empty());
}
