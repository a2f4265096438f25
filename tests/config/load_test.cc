// Whole configurations: the examples, where zones come from, what a mistake breaks.
#include "config/load.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

#include "config/loading.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

const std::string data = ROTA_TEST_DATA "/data/";

// What stands behind "# " and reads as `key = value` is a setting.
std::string with_all_settings(std::istream& text) {
  std::string out;
  for (std::string line; std::getline(text, line);) {
    const std::size_t end =
        line.starts_with("# ") ? line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", 2) : 0;
    const bool is_setting =
        end > 2 && end != std::string::npos && line.find_first_not_of(' ', end) == line.find("= ", end);
    out += (is_setting ? line.substr(2) : line) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the one-file example loads as it is printed") {
  const Loaded loaded = load(data + "one_file/site.toml");
  CHECK(lines_of(loaded.mistakes).empty());
  CHECK_FALSE(loaded.fatal);
  const Config& config = loaded.config;
  REQUIRE(config.server.listen.size() == 1);
  CHECK(config.server.listen[0].endpoint.text() == "127.0.0.1:5300");
  REQUIRE(config.zones.size() == 1);
  CHECK(config.zones[ZoneId{0}].apex.text() == "lb.example.");
  CHECK(config.zones[ZoneId{0}].records->records.size() == 3);
  REQUIRE(config.pools.size() == 1);
  const PoolConfig& pool = config.pools[PoolId{0}];
  CHECK(pool.policy == "round_robin");
  REQUIRE(pool.names.size() == 3);
  CHECK(pool.names[0].owner.text() == "lb.example.");
  CHECK(pool.names[1].owner.text() == "www.lb.example.");
  CHECK(pool.names[2].owner.text() == "*.lb.example.");
  CHECK(pool.names[1].types == std::vector{dns::Type::a});
  REQUIRE(pool.members.size() == 3);
  CHECK(pool.members[MemberId{2}].name == "192.0.2.3");
  CHECK(pool.members[MemberId{2}].v4->text() == "192.0.2.3");
  REQUIRE(pool.checks == std::vector{CheckId{0}});
  CHECK(config.checks[CheckId{0}].name == "pool lb.example:web");
  CHECK(config.checks[CheckId{0}].kind == "http");
  REQUIRE(config.checks[CheckId{0}].settings.size() == 1);
  CHECK(config.checks[CheckId{0}].settings[0].key == "path");
}

TEST_CASE("every setting that conf/rota.toml shows can be set") {
  const test::TemporaryFolder folder;
  std::ifstream shown(ROTA_TEST_DATA "/../../conf/rota.toml");
  const std::string text = with_all_settings(shown);
  CHECK(text.find("\nburst ") != std::string::npos);
  const Loaded loaded = load(folder.write("rota.toml", text), {.allow_empty = true});
  CHECK(lines_of(loaded.mistakes).empty());
}

TEST_CASE("the example in several files loads as it is printed") {
  const Loaded loaded = load(data + "two_files/conf/rota.toml");
  CHECK_FALSE(loaded.mistakes.has_errors());
  const Config& config = loaded.config;
  CHECK(config.server.listen.size() == 2);
  CHECK(config.server.user == "rota");
  CHECK(config.control.http == "127.0.0.1:8053");
  REQUIRE(config.zones.size() == 1);
  REQUIRE(config.zones[ZoneId{0}].records);
  REQUIRE(config.pools.size() == 2);
  const PoolConfig& pool = config.pools[PoolId{0}];
  CHECK(pool.policy == "weighted");
  CHECK(pool.answers == 1U);
  CHECK(pool.ttl.max == 30);
  CHECK(pool.ttl.min == 5);
  CHECK(pool.fallback == PoolId{1});
  REQUIRE(pool.checks.size() == 1);
  const CheckConfig& check = config.checks[pool.checks[0]];
  CHECK(check.name == "web");
  CHECK(check.timing.interval == seconds(5));
  CHECK(check.settings.size() == 4);  // port, path, expect, reuse
  REQUIRE(pool.members.size() == 2);
  CHECK(pool.members[MemberId{0}].weight == 3);
  CHECK(pool.members[MemberId{0}].weight_given);
  CHECK(pool.members[MemberId{0}].v6->text() == "2001:db8::1");
  CHECK(pool.members[MemberId{1}].admin == Admin::drain);
  CHECK_FALSE(pool.members[MemberId{1}].weight_given);
  REQUIRE(pool.names.size() == 3);
  CHECK(pool.names[0].types == std::vector{dns::Type::a, dns::Type::aaaa});
  CHECK(pool.names[2].owner.text() == "img.lb.example.");
  CHECK(pool.names[2].types == std::vector{dns::Type::a});
}

TEST_CASE("unknown keys are mistakes with a suggestion, wherever they stand") {
  CHECK(mistakes_of("[server]\nworkrs = 1\n[control]\nsokcet = 1\n[defaults]\ntll = 1\n[foo]\n") ==
        Lines{"rota.toml:6:1: unknown key \"workrs\" in [server]; did you mean \"workers\"?",
              "rota.toml:8:1: unknown key \"sokcet\" in [control]; did you mean \"socket\"?",
              "rota.toml:10:1: unknown key \"tll\" in [defaults]; did you mean \"ttl\"?",
              "rota.toml:11:2: unknown key \"foo\""});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", wieght = 1 }]") ==
        Lines{"rota.toml:7:37: unknown key \"wieght\"; did you mean \"weight\"?"});
  CHECK(pool_mistakes("ttl = { max = \"5s\", mni = \"1s\" }\n") ==
        Lines{"rota.toml:8:21: unknown key \"mni\"; did you mean \"min\"?"});
}

TEST_CASE("an address cut short is no host name") {
  CHECK(member_mistakes("[\"192.0.2.\"]") ==
        Lines{"rota.toml:7:12: \"192.0.2.\" is not a member: expected an IP "
              "address, or a host name that ends in a dot"});
}

TEST_CASE("a zone is known once") {
  const auto loaded =
      load("rota.toml",
           memory_files({{"rota.toml", "zones = [\"a.toml\", { zone = \"EXAMPLE.\", file = \"x\" }]\n"},
                         {"a.toml", "zone = \"example\"\nnameservers = { ns = \"192.0.2.1\" }\n"}}));
  CHECK(lines_of(loaded.mistakes) ==
        Lines{"rota.toml:1:29: duplicate zone example.: it is at a.toml:1:8 already"});
  CHECK(loaded.config.zones.size() == 1);
}

TEST_CASE("a broken zone is kept without records, and the others serve") {
  const std::string good =
      "zone = \"good\"\nnameservers = { ns = \"192.0.2.1\" }\n[pool.web]\nnames = \"w\"\nmembers = "
      "[\"192.0.2.1\"]\n";
  const std::string typo =
      "zone = \"typo\"\nnameservers = { ns = \"192.0.2.1\" }\nfoo = 1\n[pool.web]\nnames = \"w\"\nmembers = "
      "[\"192.0.2.1\"]\n";
  const auto loaded = load("rota.toml", memory_files({{"rota.toml", "zones = [\"z/*.toml\"]\n"},
                                                      {"z/a.toml", typo},
                                                      {"z/b.toml", "zone = \"syntax\"\n\n[pool.web\n"},
                                                      {"z/c.toml", "zone = \"file\"\nfile = \"none.zone\"\n"},
                                                      {"z/d.toml", good}}));
  CHECK_FALSE(loaded.fatal);
  CHECK(lines_of(loaded.mistakes) ==
        Lines{"z/a.toml:3:1: unknown key \"foo\"; expected one of \"defaults\", \"check\", \"zone\", "
              "\"file\", \"nameservers\", \"records\", \"allow_query\", \"pool\", \"name\"",
              "z/b.toml:3:10: a table header must end with \"]\", as in [pool.web]",
              "z/none.zone: cannot be read: No such file or directory"});
  REQUIRE(loaded.config.zones.size() == 4);
  CHECK(loaded.config.zones[ZoneId{0}].apex.text() == "typo.");
  CHECK(loaded.config.zones[ZoneId{1}].apex.text() == "syntax.");
  for (const std::uint32_t broken : {0U, 1U, 2U})
    CHECK(loaded.config.zones[ZoneId{broken}].records == nullptr);
  CHECK(loaded.config.zones[ZoneId{3}].records != nullptr);
  REQUIRE(loaded.config.pools.size() == 2);  // that of the broken zone too, for its owner to judge
  CHECK(loaded.config.pools[PoolId{1}].zone == ZoneId{3});
}

TEST_CASE("only mistakes of the main file are fatal") {
  CHECK(load_main("zone = \"a\"\nnameservers = {}\n").fatal);
  CHECK(load_main("zone = \n").fatal);
  CHECK(load("none.toml", memory_files({})).fatal);
  CHECK(lines_of(load("none.toml", memory_files({})).mistakes) ==
        Lines{"none.toml: cannot be read: No such file or directory"});
  const auto broken_records = load(
      "rota.toml", memory_files({{"rota.toml", "zone = \"a\"\nfile = \"a.zone\"\n"}, {"a.zone", "x\n"}}));
  CHECK_FALSE(broken_records.fatal);
  CHECK(lines_of(broken_records.mistakes) == Lines{"a.zone:1: the record has no type"});
  CHECK(broken_records.config.zones[ZoneId{0}].records == nullptr);
}

TEST_CASE("the main file says where zones are") {
  CHECK(lines_of(load_main("").mistakes) ==
        Lines{"rota.toml: no zone: give \"zones\", or \"zone\" for the one of this file"});
  CHECK(
      lines_of(load_main("zones = [\"x/*.toml\", \"y.toml\", 5, { zone = \"a\", file = \"b\", fiel = 1 }]\n")
                   .mistakes) ==
      Lines{"rota.toml:1:22: \"y.toml\" cannot be read: No such file or directory",
            "rota.toml:1:32: a zone must be a path or a table, not an integer",
            "rota.toml:1:61: unknown key \"fiel\" in [[zones]]; did you mean \"file\"?",
            "rota.toml:1:10: \"x/*.toml\" matches no file", "b: cannot be read: No such file or directory"});
  CHECK(lines_of(load_main("zones = []\n[pool.p]\nnames = \"p\"\n").mistakes) ==
        Lines{"rota.toml:2:1: \"pool\" needs a \"zone\" at the top of this file"});
}

TEST_CASE("a glob without a match is an error that a start survives, unless there may be no zone") {
  const auto files = memory_files({{"rota.toml", "zones = [\"x/*.toml\"]\n"}});
  const auto loaded = load("rota.toml", files);
  CHECK(loaded.mistakes.has_errors());
  CHECK_FALSE(loaded.fatal);
  CHECK(lines_of(load("rota.toml", files, {.allow_empty = true}).mistakes).empty());
}

TEST_CASE("checks of the main file are known to every zone, whose own come first") {
  const std::string zone =
      "nameservers = { ns = \"192.0.2.1\" }\n[pool.p]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\ncheck = "
      "\"web\"\n";
  const auto loaded =
      load("rota.toml", memory_files({{"rota.toml", "zones = [\"*.z\"]\n[check.web]\ntype = \"tcp\"\n"},
                                      {"a.z", "zone = \"a\"\n" + zone},
                                      {"b.z", "zone = \"b\"\n" + zone + "[check.web]\ntype = \"http\"\n"}}));
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& config = loaded.config;
  CHECK(config.checks[config.pools[PoolId{0}].checks[0]].kind == "tcp");
  CHECK(config.checks[config.pools[PoolId{1}].checks[0]].kind == "http");
}
