#include "config/detection.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// [pool.p] with this check and these further lines.
Config config_of(const std::string& check, const std::string& more = "") {
  const Loaded loaded = load_main(head + "port = 1\n" + check +
                                  "[pool.p]\nnames = [\"p\", \"q\"]\nmembers = [\"192.0.2.1\"]\n" + more);
  INFO(check + more);
  REQUIRE_FALSE(loaded.mistakes.has_errors());
  return loaded.config;
}

Lines warnings_of(const Config& config) {
  Mistakes mistakes;
  for (const PoolConfig& pool : config.pools) warn_of_failover(config, pool, mistakes);
  return lines_of(mistakes);
}

constexpr std::string_view fast =
    "interval = \"1s\"\nfast_interval = \"500ms\"\ntimeout = \"400ms\"\nfall = 3\njitter = 0\n";

}  // namespace

TEST_CASE("the worst failover is said for the names of each pool") {
  // 1 s + 2 * 500 ms + 400 ms + 100 ms
  CHECK(failover_lines(config_of(std::string(fast), "check = \"web\"\nttl = \"5s\"\n")) ==
        Lines{"p.example, q.example: worst-case failover: 3 s detection + 5 s TTL"});
  // 5 s * 1.1 + 2 * 2 s + 2 s + 100 ms, and the TTL that an answer had before the first failure
  CHECK(failover_lines(config_of("", "check = \"web\"\n")) ==
        Lines{"p.example, q.example: worst-case failover: 12 s detection + 30 s TTL"});
  CHECK(failover_lines(config_of("")) == Lines{"p.example, q.example: no failover: pool \"p\" has no check"});
}

TEST_CASE("of several checks the slowest counts") {
  const Config config = config_of(std::string(fast), "check = [\"web\", { type = \"tcp\", port = 2 }]\n");
  CHECK(*worst_detection(config, config.pools[PoolId{0}]) == milliseconds(11'600));
}

TEST_CASE("a TTL that was set above the time of detection is warned of") {
  CHECK(
      warnings_of(config_of(std::string(fast), "check = \"web\"\nttl = \"60s\"\n")) ==
      Lines{
          "rota.toml:11:7: warning: the TTL of pool \"p\" is 60 s: clients may use a dead member for longer "
          "than the 3 s until it is out of the answers"});
  CHECK(warnings_of(config_of(std::string(fast), "check = \"web\"\nttl = \"2s\"\n")).empty());
  CHECK(warnings_of(config_of(std::string(fast), "check = \"web\"\n")).empty());
}

TEST_CASE("a fallback of a pool without a check is never used") {
  const std::string fallback = "fallback = \"s\"\n[pool.s]\nmembers = [\"192.0.2.9\"]\n";
  CHECK(
      warnings_of(config_of("", fallback)) ==
      Lines{"rota.toml:6:7: warning: the fallback of pool \"p\" is never used: without a check, its members "
            "are always up"});
  CHECK(warnings_of(config_of("", "check = \"web\"\n" + fallback)).empty());
}
