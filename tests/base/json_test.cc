#include "base/json.h"

#include <catch2/catch.hpp>

using namespace rota;

TEST_CASE("a value is read, and what stands under its keys by kind") {
  const auto value = parse_json(R"({"text": "a\u0000b", "count": 3, "share": 0.25, "flag": true})");
  REQUIRE(value.has_value());
  const auto& object = value->get_object();
  CHECK(text_at(object, "text") == std::string_view("a\0b", 3));
  CHECK(number_at<std::uint32_t>(object, "count") == std::optional<std::uint32_t>(3));
  CHECK(number_at<double>(object, "share") == std::optional<double>(0.25));
  CHECK(text_at(object, "count").empty());
  CHECK(text_at(object, "missing").empty());
  CHECK_FALSE(number_at<double>(object, "flag").has_value());
  CHECK_FALSE(number_at<double>(object, "missing").has_value());
}

TEST_CASE("a number that does not fit its type is none") {
  const auto value = parse_json(R"({"large": 300, "negative": -1, "broken": 1.5})");
  REQUIRE(value.has_value());
  for (const std::string_view key : {"large", "negative", "broken"})
    CHECK_FALSE(number_at<std::uint8_t>(value->get_object(), key).has_value());
  const auto huge = parse_json(R"({"huge": 1e400})");  // infinite, as it is read
  REQUIRE(huge.has_value());
  CHECK_FALSE(number_at<double>(huge->get_object(), "huge").has_value());
}

TEST_CASE("what is not one whole JSON value is an error that says where") {
  CHECK(parse_json("{\"a\": 1} x").error().text == "not JSON: extra data at octet 9");
  CHECK_FALSE(parse_json("").has_value());
  CHECK_FALSE(parse_json("{\"a\": ").has_value());
  CHECK_FALSE(parse_json("\"\xff\"").has_value());
  CHECK_FALSE(parse_json(std::string(100'000, '[')).has_value());
}
