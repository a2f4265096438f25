// Settings that are read by their rows alone.
#include "health/plain_settings.h"

#include <catch2/catch.hpp>
#include <string>
#include <variant>

#include "config/check_reader.h"
#include "config/toml_reader.h"

using namespace rota;
using namespace rota::health;

namespace {

constexpr std::string_view words[] = {"low", "high"};
constexpr Row rows[] = {
    {.key = "port", .type = ValueType::integer, .need = Need::required, .range = {1, 100}},
    {.key = "deep", .type = ValueType::boolean, .fallback = "true"},
    {.key = "ratio", .type = ValueType::number, .range = {0, 1}, .fallback = "0.5"},
    {.key = "pause", .type = ValueType::duration, .fallback = R"("250ms")"},
    {.key = "send", .type = ValueType::secret, .range = {0, 4}, .fallback = R"("ab\r\n")"},
    {.key = "level", .words = words, .fallback = R"("low")"},
};
const Group group{.name = "plain", .rows = rows, .also = &config::check_group};

struct Read {
  explicit Read(const std::string& toml)
      : table(config::parse_toml(toml, "rota.toml", mistakes).table.value()),
        written(table, {}, mistakes),
        settings(written, group) {}

  std::string first() const { return mistakes.all().empty() ? "" : mistakes.all().front().line(); }

  Mistakes mistakes;
  Table table;
  Settings written;
  PlainSettings settings;
};

}  // namespace

TEST_CASE("plain settings: what is not written has the default of its row") {
  const Read read("port = 7");
  CHECK(read.first().empty());
  CHECK(read.settings.kind() == "plain");
  CHECK(read.settings.integer("port") == 7);
  CHECK(read.settings.boolean("deep"));
  CHECK(read.settings.number("ratio") == 0.5);
  CHECK(read.settings.duration("pause") == std::chrono::milliseconds(250));
  CHECK(read.settings.text("send").reveal() == "ab\r\n");
  CHECK(read.settings.text("level").reveal() == "low");
}

TEST_CASE("plain settings: what is written is taken") {
  const Read read("port = 100\ndeep = false\nratio = 1\npause = \"2s\"\nsend = \"abcd\"\nlevel = \"high\"");
  CHECK(read.first().empty());
  CHECK(read.settings.integer("port") == 100);
  CHECK_FALSE(read.settings.boolean("deep"));
  CHECK(read.settings.number("ratio") == 1);
  CHECK(read.settings.duration("pause") == std::chrono::seconds(2));
  CHECK(read.settings.text("send").reveal() == "abcd");
  CHECK(read.settings.text("level").reveal() == "high");
}

TEST_CASE("plain settings: what does not fit its row is a mistake with its place") {
  CHECK(Read("deep = true").first() == "a plain check needs a \"port\"");
  CHECK(Read("port = 101").first() == "rota.toml:1:8: \"port\" must be an integer from 1 to 100, not 101");
  CHECK(Read("port = 1\ndeep = 1").first() ==
        "rota.toml:2:8: \"deep\" must be true or false, not an integer");
  CHECK(Read("port = 1\nsend = \"abcde\"").first() ==
        "rota.toml:2:8: \"send\" must have at most 4 octets, not 5");
  CHECK(Read("port = 1\nlevel = \"hihg\"").first() ==
        "rota.toml:2:9: \"level\" must be one of \"low\", \"high\", not \"hihg\"; did you mean \"high\"?");
  CHECK(Read("port = 1\nprot = 2").first() == "rota.toml:2:1: unknown key \"prot\"; did you mean \"port\"?");
}

TEST_CASE("plain settings: a key of another type or without a row is a mistake of the program") {
  const Read read("port = 1");
  CHECK_THROWS_AS(read.settings.text("port"), std::bad_variant_access);
  CHECK_THROWS_AS(read.settings.integer("prot"), std::out_of_range);
}
