#include "rotactl/yaml.h"

#include <catch2/catch.hpp>

using rota::rotactl::yaml_text;

TEST_CASE("JSON becomes the same document in blocks") {
  const auto document = rota::parse_json(
      R"({"pools": [{"pool": "web", "names": ["a", "b"], "fallback": null}, {"pool": "x: y", "names": []}],
          "ok": true, "up": {"a-b": 1.5}, "none": {}})");
  CHECK(yaml_text(document.value()) ==
        "pools:\n"
        "  - pool: \"web\"\n"
        "    names:\n"
        "      - \"a\"\n"
        "      - \"b\"\n"
        "    fallback: null\n"
        "  - pool: \"x: y\"\n"
        "    names: []\n"
        "ok: true\n"
        "up:\n"
        "  \"a-b\": 1.5E0\n"
        "none: {}");
}

TEST_CASE("a list of lists and a bare value are YAML as well") {
  CHECK(yaml_text(boost::json::array{boost::json::array{1, 2}, 3}) == "- - 1\n  - 2\n- 3");
  CHECK(yaml_text(boost::json::string("a\nb")) == "\"a\\nb\"");
}
