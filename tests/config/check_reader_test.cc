#include "config/check_reader.h"

#include <catch2/catch.hpp>

#include "config/check_settings.h"
#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("TTLs and timing come from the defaults unless given") {
  const auto loaded = load_main(
      head +
      "[defaults]\nttl = { max = \"1m\", min = \"10s\" }\ninterval = \"3s\"\nrise = 4\nhold_down = \"30s\"\n"
      "[pool.a]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n"
      "[pool.b]\nnames = \"b\"\nmembers = [\"192.0.2.1\"]\nttl = \"7s\"\n"
      "check = { type = \"tcp\", interval = \"500ms\" }\n"
      "[pool.c]\nnames = \"c\"\nmembers = [\"192.0.2.1\"]\nttl = { max = \"4s\" }\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& pools = loaded.config.pools;
  CHECK(pools[PoolId{0}].ttl.max == 60);
  CHECK(pools[PoolId{0}].ttl.min == 10);
  CHECK(pools[PoolId{1}].ttl.max == 7);
  CHECK(pools[PoolId{1}].ttl.min == 7);
  CHECK(pools[PoolId{2}].ttl.max == 4);
  CHECK(pools[PoolId{2}].ttl.min == 4);
  const auto& checks = loaded.config.checks;
  CHECK(checks[CheckId{0}].timing.interval == seconds(3));
  CHECK(checks[CheckId{0}].timing.rise == 4);
  CHECK(checks[CheckId{1}].timing.interval == milliseconds(500));
  CHECK(checks[CheckId{1}].timing.fast_interval == milliseconds(500));
  CHECK(checks[CheckId{1}].timing.rise == 4);
  CHECK(checks[CheckId{1}].timing.hold_down == seconds(30));
}

TEST_CASE("mistakes of TTLs and timing") {
  CHECK(pool_mistakes("ttl = \"500ms\"\n") ==
        Lines{"rota.toml:8:7: \"ttl\" must be whole seconds, at most 2^31-1"});
  CHECK(pool_mistakes("ttl = { max = \"1s\", min = \"2s\" }\n") ==
        Lines{"rota.toml:8:27: \"min\" must not be larger than \"max\""});
  CHECK(
      pool_mistakes("ttl = 5\n") ==
      Lines{"rota.toml:8:7: \"ttl\" must be a duration such as \"500ms\", \"5s\" or \"2m\", not an integer"});
  CHECK(pool_mistakes("check = { type = \"tcp\", interval = \"99ms\", timeout = \"0s\" }\n") ==
        Lines{"rota.toml:8:36: \"interval\" must be at least 100ms",
              "rota.toml:8:54: \"timeout\" must be at least 1ms"});
  CHECK(pool_mistakes("check = { type = \"tcp\", interval = \"1s\", fast_interval = \"2s\" }\n") ==
        Lines{"rota.toml:8:58: warning: \"fast_interval\" is longer than \"interval\""});
  CHECK(pool_mistakes("check = { type = \"tcp\", rise = 0, jitter = 2, start = \"dwon\" }\n") ==
        Lines{"rota.toml:8:32: \"rise\" must be an integer from 1 to 100, not 0",
              "rota.toml:8:44: \"jitter\" must be from 0.000000 to 1.000000",
              "rota.toml:8:55: \"start\" must be one of \"last\", \"probe\", \"up\", \"down\", not \"dwon\"; "
              "did you mean \"down\"?"});
}

TEST_CASE("H-02 a brake comes from the defaults unless given, and there is none by itself") {
  CHECK(pool_of("members = [\"192.0.2.1\"]\n").brake.share == 1);
  const auto loaded =
      load_main(head +
                "[defaults]\nbrake = { share = 0.25 }\n"
                "[pool.a]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\n"
                "[pool.b]\nnames = \"b\"\nmembers = [\"192.0.2.1\"]\nbrake = { per = \"1m\" }\n");
  CHECK(lines_of(loaded.mistakes).empty());
  CHECK(loaded.config.pools[PoolId{0}].brake.share == 0.25);
  CHECK(loaded.config.pools[PoolId{0}].brake.per == seconds(10));
  CHECK(loaded.config.pools[PoolId{1}].brake.share == 0.25);
  CHECK(loaded.config.pools[PoolId{1}].brake.per == seconds(60));
  CHECK(pool_mistakes("brake = 0.25\n") == Lines{"rota.toml:8:9: \"brake\" must be a table, not a number"});
  CHECK(pool_mistakes("brake = { share = 1.5, pre = \"1s\" }\n") ==
        Lines{"rota.toml:8:19: \"share\" must be from 0.000000 to 1.000000",
              "rota.toml:8:24: unknown key \"pre\"; did you mean \"per\"?"});
}

TEST_CASE("H-02 a hold-down is a duration, off by itself") {
  const auto loaded = load_main(head +
                                "[check.a]\ntype = \"tcp\"\nport = 80\n"
                                "[check.b]\ntype = \"tcp\"\nport = 80\nhold_down = \"30s\"\n");
  const auto& checks = loaded.config.checks;
  REQUIRE(checks.size() == 3);
  CHECK(checks[CheckId{1}].timing.hold_down == seconds(0));
  CHECK(checks[CheckId{2}].timing.hold_down == seconds(30));
  CHECK(pool_mistakes("check = { type = \"tcp\", hold_down = 30 }\n") ==
        Lines{"rota.toml:8:37: \"hold_down\" must be a duration such as \"500ms\", \"5s\" or \"2m\", not an "
              "integer"});
}

TEST_CASE("H-03 a pool of canaries needs no names, but a check") {
  const auto loaded =
      load_main(head + "[pool.gateways]\ncanary = true\ncheck = \"web\"\nmembers = [\"192.0.2.1\"]\n");
  CHECK(lines_of(loaded.mistakes).empty());
  CHECK(loaded.config.pools[PoolId{0}].canary);
  CHECK(pool_mistakes("canary = true\n") ==
        Lines{"rota.toml:8:10: a canary needs a \"check\": it is who should always be heard"});
  CHECK(pool_mistakes("canary = \"yes\"\n") ==
        Lines{"rota.toml:8:10: \"canary\" must be true or false, not a string"});
}

namespace {

// The hash of a check of these settings.
std::uint64_t hash_of(const std::string& settings) {
  const auto loaded = load_main(head + "[check.a]\ntype = \"http\"\n" + settings);
  CHECK(lines_of(loaded.mistakes).empty());
  return settings_hash(SipKey{1}, loaded.config.checks[CheckId{1}]);
}

}  // namespace

TEST_CASE("checks that do the same have one hash, whatever their timing and the order of their settings") {
  const auto plain = hash_of("port = 80\npath = \"/\"\n");
  CHECK(hash_of("path = \"/\"\nport = 80\n") == plain);
  CHECK(hash_of("path = \"/\"\nport = 80\ninterval = \"9s\"\nfast_interval = \"2s\"\ntimeout = \"1s\"\n"
                "rise = 7\nfall = 1\njitter = 0.5\nhold_down = \"30s\"\nstart = \"down\"\n") == plain);
  CHECK(hash_of("path = \"/\"\nport = 81\n") != plain);
  CHECK(hash_of("path = \"/\"\nport = 80\nheaders = { A = \"1\" }\n") !=
        hash_of("path = \"/\"\nport = 80\nheaders = { A = \"2\" }\n"));
}

TEST_CASE("every text among the settings of a check is sealed as soon as it is read") {
  const auto loaded = load_main(
      head + "[check.a]\ntype = \"http\"\npath = \"/?token=x\"\nheaders = { A = [\"x\", { B = \"x\" }] }\n");
  const Table& settings = loaded.config.checks[CheckId{1}].settings;
  CHECK(find(settings, "path")->value.text() == nullptr);
  CHECK(find(settings, "path")->value.secret()->reveal() == "/?token=x");
  const Array& nested = *find(*find(settings, "headers")->value.table(), "A")->value.array();
  CHECK(nested.at(0).secret() != nullptr);
  CHECK(find(*nested.at(1).table(), "B")->value.secret() != nullptr);
}

TEST_CASE("a pool may have several checks, by name or in place") {
  const PoolConfig pool =
      pool_of("members = [\"192.0.2.1\"]\ncheck = [\"web\", { type = \"http\" }, \"web\"]\n");
  CHECK(pool.checks == std::vector{CheckId{0}, CheckId{1}});
  CHECK(pool_mistakes("check = \"wbe\"\n") ==
        Lines{"rota.toml:8:9: unknown check \"wbe\"; did you mean \"web\"?"});
  CHECK(
      pool_mistakes("check = 5\n") ==
      Lines{
          "rota.toml:8:9: \"check\" must be the name of a check, a table or a list of them, not an integer"});
  CHECK(pool_mistakes("check = { port = 5 }\n") ==
        Lines{"rota.toml:8:9: a check needs a \"type\", such as \"tcp\" or \"http\""});
}
