#include "api/target.h"

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::api;
using Steps = std::vector<std::string>;

TEST_CASE("a path is split before it is decoded") {
  CHECK(path_steps("/") == Steps{""});
  CHECK(path_steps("/api/v1/pools/lb.example%3Aweb%2Flb1") ==
        Steps{"api", "v1", "pools", "lb.example:web/lb1"});
  CHECK(path_steps("//a/") == Steps{"", "a", ""});
  for (const char* bad : {"", "a", "/%", "/%4", "/%zz", "/%-1", "/%+1", "/% 1", "*", "http://x/"})
    CHECK_FALSE(path_steps(bad));
}

TEST_CASE("parameters are decoded as forms write them") {
  CHECK(query_parameters("") == Parameters{});
  CHECK(query_parameters("a=1&b=x+y&c=%2B&d") == Parameters{{"a", "1"}, {"b", "x y"}, {"c", "+"}, {"d", ""}});
  CHECK_FALSE(query_parameters("a=1&a=2"));
  CHECK_FALSE(query_parameters("a=%"));
  CHECK_FALSE(query_parameters("%f=1"));
}
