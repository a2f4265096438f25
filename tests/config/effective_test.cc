#include "config/effective.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

constexpr std::string_view policies[] = {"failover", "round_robin", "weighted"};

std::string printed(const std::map<std::string, std::string>& texts) {
  return effective_toml("c/rota.toml", memory_files({texts.begin(), texts.end()}),
                        {.checks = {}, .policies = policies});
}

bool has(const std::string& text, const std::string& line) {
  return text.find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("the configuration in force has each value with its place, and defaults as such") {
  const std::string text = printed(
      {{"c/rota.toml",
        "zones = [\"../z/*.toml\"]\nlisten = \"192.0.2.1:53\"\n[server]\nworkers = 3\n"
        "[defaults]\nttl = { max = \"20s\" }\ninterval = \"2s\"\n"},
       {"z/a.toml",
        "zone = \"a.example\"\nfile = \"a.zone\"\n[pool.web]\nnames = \"www\"\n"
        "members = [\"192.0.2.1\"]\nfallback = \"s\"\n[pool.s]\nttl = \"3s\"\nmembers = [\"192.0.2.2\"]\n"}});
  CHECK(has(text, "listen = \"192.0.2.1:53\" # c/rota.toml:2"));
  CHECK(has(text, "[server]\nworkers = 3 # c/rota.toml:4\nuser = \"rota\" # default"));
  CHECK(has(text, "interval = \"2s\" # c/rota.toml:7"));
  CHECK(has(text, "timeout = \"2s\" # default"));
  CHECK(has(text, "[[zones]]\nzone = \"a.example\" # z/a.toml:1\nfile = \"z/a.zone\" # z/a.toml:2"));
  CHECK(has(text,
            "[zones.pool.web]\nnames = \"www\" # z/a.toml:4\npolicy = \"round_robin\" # default\n"
            "ttl = { max = \"20s\", min = \"5s\" } # c/rota.toml:6"));
  CHECK(has(text, "all_down = \"fallback\" # default"));
  CHECK(has(text, "ttl = { max = \"3s\", min = \"3s\" } # z/a.toml:8"));
}

TEST_CASE("the configuration in force is a configuration that says the same") {
  const std::string zone =
      "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[records]\nwww2 = [\"A 192.0.2.9\"]\n"
      "[pool.p]\nnames = [\"p\"]\nmembers = [\"192.0.2.1\", { name = \"b\", address = \"192.0.2.2\", weight "
      "= 3 }]\n";
  const Loaded before = load_main(zone);
  const std::string text =
      effective_toml("rota.toml", memory_files({{"rota.toml", zone}}), {.checks = {}, .policies = policies});
  const Loaded after = load_main(text);
  INFO(text);
  CHECK(lines_of(after.mistakes).empty());
  REQUIRE(after.config.pools.size() == 1);
  CHECK(after.config.pools[PoolId{0}].members.size() == 2);
  CHECK(after.config.pools[PoolId{0}].members[MemberId{1}].weight == 3);
  CHECK(after.config.zones[ZoneId{0}].records->records.size() ==
        before.config.zones[ZoneId{0}].records->records.size());
}

TEST_CASE("what may be secret is hidden, also in a check within a pool") {
  const std::string text =
      printed({{"c/rota.toml",
                head + "port = 1\nsend = \"hunter2\"\n[pool.p]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\n"
                       "check = { type = \"http\", path = \"/hunter2\", headers = { A = \"hunter2\" }, port "
                       "= 8080 }\n"}});
  CHECK(text.find("hunter2") == std::string::npos);
  CHECK(has(text,
            "check = { type = \"http\", path = \"...\", headers = { A = \"...\" }, port = 8080 } # "
            "c/rota.toml:10"));
}
