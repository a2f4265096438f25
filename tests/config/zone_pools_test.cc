#include "config/zone_pools.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("what a pool's policy and a check's kind own is carried untouched") {
  const PoolConfig pool =
      pool_of("policy = \"weighted\"\nanswers = 2\nslots = 7\nmembers = [\"192.0.2.1\"]\n");
  REQUIRE(pool.options.size() == 1);
  CHECK(pool.options[0].key == "slots");
  CHECK(pool.options[0].key_at.line == 9);
  CHECK(pool.policy_at.text() == "rota.toml:7:10");
  CHECK(pool.at.text() == "rota.toml:5:7");
}

TEST_CASE("mistakes of pools") {
  CHECK(pool_mistakes("fallback = \"p\"\n") ==
        Lines{"rota.toml:8:12: pool \"p\" cannot fall back on pool \"p\": that is itself"});
  CHECK(pool_mistakes("fallback = \"q\"\nall_down = \"nodata\"\n[pool.q]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:9:12: all_down = \"nodata\" contradicts \"fallback\"; remove one of them"});
  CHECK(pool_mistakes("fallback = \"q\"\n[pool.qq]\nmembers = [\"192.0.2.1\"]\nnames = \"q\"\n") ==
        Lines{"rota.toml:8:12: unknown pool \"q\"; did you mean \"p\"?"});
  CHECK(pool_mistakes("all_down = \"fallback\"\n") ==
        Lines{"rota.toml:8:12: all_down = \"fallback\" needs a \"fallback\" pool"});
  CHECK(
      pool_mistakes("all_down = \"serfvail\"\n") ==
      Lines{"rota.toml:8:12: \"all_down\" must be one of \"all\", \"fallback\", \"last_good\", \"servfail\", "
            "\"nodata\", not "
            "\"serfvail\"; did you mean \"servfail\"?"});
  CHECK(pool_mistakes("answers = 0\n") ==
        Lines{"rota.toml:8:11: \"answers\" must be an integer from 1 to 1024, not 0"});
  CHECK(
      mistakes_of("[pool.\"a:b\"]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\n") ==
      Lines{
          "rota.toml:5:7: the name \"a:b\" of a pool must not be empty nor contain \"/\", \":\" or spaces"});
  CHECK(mistakes_of("[pool]\nx = 1\n") == Lines{"rota.toml:6:5: pool \"x\" must be a table, not an integer"});
}

TEST_CASE("what makes little sense in a pool is warned of") {
  CHECK(mistakes_of("[pool.p]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:5:7: warning: nobody uses pool \"p\": it has no names and is no fallback"});
  CHECK(
      mistakes_of(
          "[pool.p]\nnames = \"p\"\npolicy = \"weighted\"\nmembers = [\"192.0.2.1\", \"2001:db8::1\"]\n") ==
      Lines{"rota.toml:5:7: warning: members of pool \"p\" differ in address families: shares hold for each "
            "family by itself"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\nanswers = 2\nmembers = [\"a.b.\"]\n") ==
        Lines{"rota.toml:7:11: warning: \"answers\" is ignored: a name has one CNAME"});
  CHECK(pool_mistakes("[name.img]\npool = \"p\"\ntypes = [\"AAAA\"]\n") ==
        Lines{"rota.toml:10:9: warning: no member of pool \"p\" can answer AAAA"});
}

TEST_CASE("a name may differ from its pool") {
  const auto loaded =
      load_main(head +
                "[pool.p]\nnames = [\"P\", \"q.example.\"]\nmembers = [\"192.0.2.1\", \"2001:db8::1\"]\n"
                "[name.p]\npool = \"p\"\ntypes = \"AAAA\"\n[name.r]\npool = \"p\"\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& names = loaded.config.pools[PoolId{0}].names;
  REQUIRE(names.size() == 3);
  CHECK(names[0].types == std::vector{dns::Type::aaaa});
  CHECK(names[1].types == std::vector{dns::Type::a, dns::Type::aaaa});
  CHECK(names[2].owner.text() == "r.example.");
  CHECK(pool_mistakes("[name.x]\ntypes = [\"A\"]\n[name.y]\npool = \"pp\"\n[name.z]\npool = \"p\"\ntypes = "
                      "[\"MX\", \"FOO\"]\n") ==
        Lines{"rota.toml:8:7: name \"x\" needs a \"pool\"",
              "rota.toml:11:8: unknown pool \"pp\"; did you mean \"p\"?",
              "rota.toml:14:9: pool \"p\" cannot answer MX", "rota.toml:14:9: \"FOO\" is not a record type"});
}

TEST_CASE("names of pools are names of the zone") {
  CHECK(mistakes_of("[pool.p]\nnames = [\"a.other.\", \"b..c\"]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:6:10: the name \"a.other.\" is outside of the zone example.",
              "rota.toml:6:22: 'b..c' is not a domain name: an empty label",
              "rota.toml:5:7: warning: nobody uses pool \"p\": it has no names and is no fallback (because "
              "of the above)"});
}
