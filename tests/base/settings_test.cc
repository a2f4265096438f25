#include "base/settings.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace rota;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  std::shared_ptr<const std::string> file = std::make_shared<const std::string>("f");
  Mistakes mistakes;
  Table table;
  std::uint32_t line = 0;

  void add(const std::string& key, decltype(Value::data) data) {
    ++line;
    table.push_back({key, {file, line, 1}, {{file, line, 5}, std::move(data)}});
  }

  Settings settings() { return {table, {file, 0, 0}, mistakes}; }

  std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
    return out;
  }
};

using Lines = std::vector<std::string>;

// A row of this key; with these bounds.
Row row(std::string_view key) { return {.key = key}; }
Row row(std::string_view key, double least, double most) { return {.key = key, .range = {least, most}}; }

}  // namespace

TEST_CASE("settings of the right type are read") {
  Fixture f;
  f.add("text", "x");
  f.add("flag", true);
  f.add("count", std::int64_t{7});
  f.add("share", 0.5);
  f.add("whole", std::int64_t{1});
  f.add("time", "2m");
  f.add("list", Array{{{}, "a"}, {{}, "b"}});
  f.add("nested", Table{});
  Settings settings = f.settings();
  CHECK(settings.text(row("text")) == "x");
  CHECK(settings.boolean(row("flag")) == true);
  CHECK(settings.integer(row("count", 7, 7)) == 7);
  CHECK(settings.real(row("share", 0, 1)) == 0.5);
  CHECK(settings.real(row("whole", 0, 1)) == 1.0);
  CHECK(settings.duration(row("time")) == 2min);
  CHECK(settings.texts(row("list")) == std::vector<std::string>{"a", "b"});
  CHECK(settings.texts(row("text")) == std::vector<std::string>{"x"});
  CHECK(settings.table(row("nested")) != nullptr);
  CHECK(f.lines().empty());
}

TEST_CASE("an absent setting is nothing and no mistake") {
  Fixture f;
  Settings settings = f.settings();
  CHECK_FALSE(settings.text(row("a")));
  CHECK_FALSE(settings.boolean(row("a")));
  CHECK_FALSE(settings.integer(row("a", 0, 1)));
  CHECK_FALSE(settings.real(row("a", 0, 1)));
  CHECK_FALSE(settings.duration(row("a")));
  CHECK_FALSE(settings.texts(row("a")));
  CHECK(settings.table(row("a")) == nullptr);
  CHECK(settings.value(row("a")) == nullptr);
  CHECK_FALSE(settings.has("a"));
  CHECK(settings.where("a").text() == "f");
  CHECK(f.lines().empty());
}

TEST_CASE("a setting of the wrong type is a mistake where its value stands") {
  Fixture f;
  f.add("a", std::int64_t{5});
  f.add("b", "x");
  f.add("c", Array{{{f.file, 9, 9}, true}});
  f.add("d", OtherKind{"a date or time"});
  Settings settings = f.settings();
  CHECK_FALSE(settings.text(row("a")));
  CHECK_FALSE(settings.boolean(row("a")));
  CHECK_FALSE(settings.duration(row("a")));
  CHECK_FALSE(settings.texts(row("a")));
  CHECK(settings.table(row("a")) == nullptr);
  CHECK_FALSE(settings.integer(row("b", 0, 9)));
  CHECK_FALSE(settings.real(row("b", 0, 9)));
  CHECK_FALSE(settings.duration(row("b")));
  CHECK_FALSE(settings.texts(row("c")));
  CHECK_FALSE(settings.text(row("d")));
  CHECK(f.lines() ==
        Lines{"f:1:5: \"a\" must be a string, not an integer",
              "f:1:5: \"a\" must be true or false, not an integer",
              "f:1:5: \"a\" must be a duration such as \"500ms\", \"5s\" or \"2m\", not an integer",
              "f:1:5: \"a\" must be a string or an array of strings, not an integer",
              "f:1:5: \"a\" must be a table, not an integer",
              "f:2:5: \"b\" must be an integer from 0 to 9, not a string",
              "f:2:5: \"b\" must be a number, not a string",
              "f:2:5: \"b\" must be a duration such as \"500ms\", \"5s\" or \"2m\", not \"x\"",
              "f:9:9: \"c\" must be an array of strings, not a boolean",
              "f:4:5: \"d\" must be a string, not a date or time"});
}

TEST_CASE("numbers have bounds") {
  Fixture f;
  f.add("a", std::int64_t{5});
  f.add("b", 1.5);
  f.add("c", std::numeric_limits<double>::quiet_NaN());
  Settings settings = f.settings();
  CHECK_FALSE(settings.integer(row("a", 6, 9)));
  CHECK_FALSE(settings.integer(row("a", 0, 4)));
  CHECK_FALSE(settings.real(row("b", 0, 1)));
  CHECK_FALSE(settings.real(row("c", 0, 1)));
  CHECK(f.lines().size() == 4);
  CHECK(f.lines()[0] == "f:1:5: \"a\" must be an integer from 6 to 9, not 5");
}

TEST_CASE("keys without a row are mistakes where they stand, with a suggestion") {
  const Row common_rows[] = {row("common")};
  const Row own_rows[] = {row("weight")};
  const Group common{.name = "common", .rows = common_rows};
  const Group own{.name = "own", .rows = own_rows, .also = &common};
  Fixture f;
  f.add("wieght", std::int64_t{5});
  f.add("common", std::int64_t{5});
  f.add("weight", std::int64_t{5});
  Settings settings = f.settings();
  settings.finish(own);
  CHECK(f.lines() == Lines{"f:1:1: unknown key \"wieght\"; did you mean \"weight\"?"});
}

TEST_CASE("a duration may have a least") {
  Fixture f;
  f.add("a", "99ms");
  f.add("b", "100ms");
  Settings settings = f.settings();
  CHECK_FALSE(settings.duration(row("a", 100, 0)));
  CHECK(settings.duration(row("b", 100, 0)) == 100ms);
  CHECK(f.lines() == Lines{"f:1:5: \"a\" must be at least 100ms"});
}

TEST_CASE("one of a few words is its index, and another is refused with all of them") {
  static constexpr std::string_view words[] = {"up", "down"};
  const auto of = [](std::string_view key) { return Row{.key = key, .words = words}; };
  Fixture f;
  f.add("a", "down");
  f.add("b", "dwon");
  f.add("c", true);
  Settings settings = f.settings();
  CHECK(settings.word(of("a")) == 1);
  CHECK_FALSE(settings.word(of("b")));
  CHECK_FALSE(settings.word(of("c")));
  CHECK_FALSE(settings.word(of("absent")));
  CHECK(f.lines() ==
        Lines{"f:2:5: \"b\" must be one of \"up\", \"down\", not \"dwon\"; did you mean \"down\"?",
              "f:3:5: \"c\" must be a string, not a boolean"});
}

TEST_CASE("a sealed text is not shown where it is none of the words") {
  static constexpr std::string_view words[] = {"up", "down"};
  Fixture f;
  f.add("a", "MARKER");
  f.table = sealed(std::move(f.table));
  CHECK_FALSE(f.settings().word({.key = "a", .words = words}));
  CHECK(f.lines() == Lines{"f:1:5: \"a\" must be one of \"up\", \"down\""});
}

TEST_CASE("durations have a unit") {
  CHECK(parse_duration("0s") == 0s);
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("5s") == 5s);
  CHECK(parse_duration("2m") == 2min);
  CHECK(parse_duration("1h") == 1h);
  CHECK(parse_duration("1d") == 24h);
  for (const char* text : {"", "5", "s", "-1s", "+1s", "1.5s", " 1s", "1 s", "1S", "1sec", "1000000001s",
                           "99999999999999999999s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

TEST_CASE("a sealed text is given to who asks for it by its key, and no mistake tells it") {
  Fixture f;
  f.add("send", "MARKER");
  f.add("wait", "5s");
  f.add("lists", Array{{{}, "MARKER"}});
  f.add("wrong", Array{{{}, "MARKER"}});
  f.add("late", "MARKER");
  f.table = sealed(std::move(f.table));
  CHECK(f.table[0].value.text() == nullptr);
  CHECK(f.table[0].value.kind() == "a string");
  Settings settings = f.settings();
  CHECK(settings.secret(row("send"))->reveal() == "MARKER");
  CHECK(settings.text(row("send")) == "MARKER");
  CHECK(settings.duration(row("wait")) == 5s);
  CHECK(settings.texts(row("lists")) == std::vector<std::string>{"MARKER"});
  CHECK_FALSE(settings.secret(row("wrong")));
  CHECK_FALSE(settings.duration(row("late")));
  CHECK_FALSE(settings.integer(row("send", 1, 2)));
  CHECK(f.lines() == Lines{"f:4:5: \"wrong\" must be a string, not an array",
                           "f:5:5: \"late\" must be a duration such as \"500ms\", \"5s\" or \"2m\"",
                           "f:1:5: \"send\" must be an integer from 1 to 2, not a string"});
}
