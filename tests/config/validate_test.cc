#include "config/validate.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("two pools cannot answer one name and type, but may share a name") {
  const std::string two =
      "[pool.p]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\n[pool.q]\nnames = \"A\"\nmembers = ";
  CHECK(mistakes_of(two + "[\"192.0.2.2\"]\n") ==
        Lines{"rota.toml:9:9: a.example. A of pool \"q\" clashes with A of pool \"p\" at rota.toml:6:9"});
  CHECK(mistakes_of(two + "[\"a.b.\"]\n") ==
        Lines{"rota.toml:9:9: a.example. CNAME of pool \"q\" clashes with A of pool \"p\" at rota.toml:6:9"});
  CHECK(mistakes_of(two + "[\"2001:db8::1\"]\n").empty());
  CHECK(mistakes_of(two + "[{ target = \"a.b.\", port = 1 }]\n").empty());
  CHECK(mistakes_of("[pool.p]\nnames = [\"a\", \"a\"]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:6:15: a.example. A of pool \"p\" clashes with A of pool \"p\" at rota.toml:6:10"});
}

TEST_CASE("a CNAME pool cannot stand at the apex nor beside other data") {
  CHECK(mistakes_of("[pool.p]\nnames = \"@\"\nmembers = [\"a.b.\"]\n") ==
        Lines{"rota.toml:6:9: pool \"p\" answers CNAME, which the apex of a zone cannot have"});
  const std::string pool = "[pool.p]\nnames = \"a\"\nmembers = [\"a.b.\"]\n";
  CHECK(
      zone_mistakes(pool, "a TXT x\na TXT y\n") ==
      Lines{
          "z/e.toml:4:9: pool \"p\" answers CNAME, which cannot stand beside a.example. TXT at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "b TXT x\n").empty());
}

TEST_CASE("P-20 a name cannot be in the zone file and in a pool with the same type") {
  const std::string pool = "[pool.p]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\n";
  CHECK(zone_mistakes(pool, "A A 192.0.2.1\nA A 192.0.2.2\n") ==
        Lines{"z/e.toml:4:9: a.example. A is both in pool \"p\" and in the zone at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a CNAME b\n") == Lines{"z/e.toml:4:9: the zone has a CNAME at a.example., so "
                                                    "pool \"p\" cannot have the name too: z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a AAAA 2001:db8::1\na TXT x\n").empty());
}

TEST_CASE("a name that is delegated or below a DNAME can never be answered") {
  const std::string pool = "[pool.p]\nnames = \"a.b.example.\"\nmembers = [\"192.0.2.1\"]\n";
  CHECK(zone_mistakes(pool, "b NS ns.b\n") ==
        Lines{"z/e.toml:4:9: a.b.example. can never be answered: it is delegated at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a.b NS ns.b\n") ==
        Lines{"z/e.toml:4:9: a.b.example. can never be answered: it is delegated at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "b DNAME x.\n") ==
        Lines{"z/e.toml:4:9: a.b.example. can never be answered: a DNAME stands above it at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "@ DNAME x.\n") ==
        Lines{"z/e.toml:4:9: a.b.example. can never be answered: a DNAME stands above it at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a.b DNAME x.\nc.a.b NS x.\n").empty());
}
