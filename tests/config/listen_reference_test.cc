// [[listen]] in all that is written out of the settings: what every kind has, and each its own.
#include <catch2/catch.hpp>
#include <set>

#include "base/json.h"
#include "config/listen_reader.h"
#include "config/reference.h"

using namespace rota;
using namespace rota::config;

namespace {

constexpr Row own_row{.key = "patience",
                      .type = ValueType::duration,
                      .range = {.least = 1000},
                      .fallback = R"("10s")",
                      .meaning = "How long it waits."};
constexpr Group own_group{.name = "listen_pigeon",
                          .heading = R"([[listen]] with kind = "pigeon")",
                          .meaning = "By air.",
                          .rows = {&own_row, 1}};
constexpr KindOfListener listeners[] = {{"plain"}, {"pigeon", &own_group}};
const Kinds kinds{.checks = {}, .policies = {}, .listeners = listeners};

std::set<std::string> keys_of(const boost::json::value& table) {
  std::set<std::string> out;
  for (const auto& [key, value] : table.at("properties").as_object()) out.insert(std::string(key));
  return out;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the schema has a table for each kind of listener, and one without a kind") {
  using Keys = std::set<std::string>;
  const auto schema = parse_json(reference_schema(kinds)).value();
  const auto& tables = schema.at("$defs").at("listen").at("oneOf").as_array();
  REQUIRE(tables.size() == 3);
  CHECK(keys_of(tables[0]) == Keys{"address"});
  CHECK(keys_of(tables[1]) == Keys{"address", "kind"});
  CHECK(keys_of(tables[2]) == Keys{"address", "kind", "patience"});
  CHECK(tables[2].at("properties").at("kind").at("enum") == boost::json::array{"pigeon"});
  CHECK(tables[0].at("required") == boost::json::array{"address"});
  CHECK(tables[2].at("required") == boost::json::array{"address", "kind"});
}

TEST_CASE("the printed configuration tells of the keys of a table, and of each kind's own") {
  const std::string text = reference_toml(kinds);
  CHECK(has(text, "#   address: Address and port.\n#   kind: "));
  CHECK(has(text,
            "#   patience, of [[listen]] with kind = \"pigeon\": How long it waits. (duration of 1000ms or"));
  CHECK(has(text, "#listen = [\"0.0.0.0:53\", \"[::]:53\"]\n"));
}

TEST_CASE("the tables of settings have one for what all kinds have, and one for each that has more") {
  const std::string text = reference_markdown(kinds);
  CHECK(has(text, "\n### `[[listen]]`\n"));
  CHECK(has(text, "| `kind` | \"plain\" or \"pigeon\" | "));
  CHECK(has(text, "\n### [[listen]] with kind = \"pigeon\"\n"));
  CHECK(has(text,
            "| `patience` | duration of 1000ms or more | `\"10s\"` | `\"10s\"` | How long it waits. |\n"));
}
