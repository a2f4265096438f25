#include "control/document.h"

#include <catch2/catch.hpp>

#include "control/explain/explaining.h"

using namespace rota;
using control::describe;
using control::Explaining;
namespace json = boost::json;

namespace {

std::string text(const json::value& value) { return json::serialize(value); }

std::string pool_of(const std::string& toml) {
  const Explaining world("[pool.p]\nnames = \"www\"\n" + toml);
  return text(describe(*world.config).at("pools").at(0));
}

}  // namespace

TEST_CASE("a configuration's document says what decides its answers, with each member's share") {
  CHECK(pool_of("policy = \"weighted\"\nttl = \"20s\"\nmembers = [{ name = \"a\", address = [\"192.0.2.1\", "
                "\"2001:db8::1\"], weight = 3 }, { name = \"b\", address = \"192.0.2.2\", admin = \"drain\" "
                "}, { name "
                "= \"c\", address = \"192.0.2.3\" }]\n") ==
        R"({"zone":"example","pool":"p","names":[{"name":"www.example","types":["A","AAAA"]}],)"
        R"("kind":"address","policy":"weighted","answers":null,"ttl":{"max":20,"min":20},"all_down":"all",)"
        R"("fallback":null,"checks":[],"members":[)"
        R"({"name":"a","address":["192.0.2.1","2001:db8::1"],"weight":3,"admin":"auto","share":8.75E-1},)"
        R"({"name":"b","address":["192.0.2.2"],"weight":1,"admin":"drain","share":0E0},)"
        R"({"name":"c","address":["192.0.2.3"],"weight":1,"admin":"auto","share":1.25E-1}]})");
  CHECK(
      pool_of("members = [{ name = \"a\", target = \"a.far.\", port = 1, priority = 2, connect = "
              "\"192.0.2.1\" }]\n")
          .find(R"({"name":"a","target":"a.far","connect":"192.0.2.1","port":1,"priority":2,"weight":1,)") !=
      std::string::npos);
}

TEST_CASE("a pool's checks are the keys of the checks, which change with what they do") {
  const Explaining one(
      "[check.web]\ntype = \"http\"\n[pool.p]\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n");
  const Explaining two(
      "[check.web]\ntype = \"http\"\nport = 81\n[pool.p]\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n");
  const json::object first = describe(*one.config);
  CHECK(first.at("pools").at(0).at("checks").at(0) == first.at("checks").at(1).at("key"));
  CHECK(first.at("checks").at(1).at("name") == "web");
  CHECK(first.at("checks").at(1) != describe(*two.config).at("checks").at(1));
}

TEST_CASE("the document of a running configuration is that of its files") {
  const std::string toml = "[pool.p]\nnames = \"www\"\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n";
  Explaining world(toml);
  world.world->override_member({0, 0, config::Admin::drain, 9});
  CHECK(describe(world.world->config()) == describe(*Explaining(toml).config));
  CHECK(text(describe(*world.config).at("zones")) == R"([{"zone":"broken"},{"zone":"example"}])");
  CHECK(text(describe(*world.config).at("server")).find(R"("workers":0)") != std::string::npos);
}
