#include "config/load.h"

#include <catch2/catch.hpp>

#include "config/memory_files.h"

using namespace rota;
using namespace rota::config;

namespace {

// A main file in one-file form: what is given, after four lines.
const std::string head =
    "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[check.web]\ntype = \"tcp\"\n";

Loaded load_main(const std::string& text) { return load("rota.toml", memory_files({{"rota.toml", text}})); }

Lines mistakes_of(const std::string& text) { return lines_of(load_main(head + text).mistakes); }

// Of [pool.p] with the name "p" and one member, and these further lines (from 8 on).
Lines pool_mistakes(const std::string& text) {
  return mistakes_of("[pool.p]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\n" + text);
}

// Of [pool.p] with these members, in line 7.
Lines member_mistakes(const std::string& members) {
  return mistakes_of("[pool.p]\nnames = \"p\"\nmembers = " + members + "\n");
}

PoolConfig pool_of(const std::string& text) {
  Loaded loaded = load_main(head + "[pool.p]\nnames = \"p\"\n" + text);
  INFO(text);
  CHECK(lines_of(loaded.mistakes).empty());
  REQUIRE_FALSE(loaded.config.pools.empty());
  return loaded.config.pools[0];
}

// A zone in files of its own, beside a main file that names both.
Loaded load_zone(const std::string& toml, const std::string& records) {
  const std::string apex = "$TTL 60\n@ SOA ns h 1 1 1 1 1\n@ NS ns.other.\n";
  return load("c/rota.toml", memory_files({{"c/rota.toml", "zones = [\"../z/*.toml\"]\n"},
                                           {"z/e.toml", "zone = \"example.\"\nfile = \"e.zone\"\n" + toml},
                                           {"z/e.zone", apex + records}}));
}

Lines zone_mistakes(const std::string& toml, const std::string& records) {
  const Loaded loaded = load_zone(toml, records);
  CHECK_FALSE(loaded.fatal);
  REQUIRE(loaded.config.zones.size() == 1);
  CHECK((loaded.config.zones[0].records == nullptr) == loaded.mistakes.has_errors());
  CHECK(loaded.config.pools.empty() == loaded.mistakes.has_errors());
  return lines_of(loaded.mistakes);
}

const std::string data = ROTA_TEST_DATA "/data/";

}  // namespace

TEST_CASE("the one-file example loads as it is printed") {
  const Loaded loaded = load(data + "one_file/site.toml");
  CHECK(lines_of(loaded.mistakes).empty());
  CHECK_FALSE(loaded.fatal);
  const Config& config = loaded.config;
  REQUIRE(config.server.listen.size() == 1);
  CHECK(config.server.listen[0].text() == "127.0.0.1:5300");
  REQUIRE(config.zones.size() == 1);
  CHECK(config.zones[0].apex.text() == "lb.example.");
  CHECK(config.zones[0].records->records.size() == 3);
  REQUIRE(config.pools.size() == 1);
  const PoolConfig& pool = config.pools[0];
  CHECK(pool.policy == "round_robin");
  REQUIRE(pool.names.size() == 3);
  CHECK(pool.names[0].owner.text() == "lb.example.");
  CHECK(pool.names[1].owner.text() == "www.lb.example.");
  CHECK(pool.names[2].owner.text() == "*.lb.example.");
  CHECK(pool.names[1].types == std::vector{dns::Type::a});
  REQUIRE(pool.members.size() == 3);
  CHECK(pool.members[2].name == "192.0.2.3");
  CHECK(pool.members[2].v4->text() == "192.0.2.3");
  REQUIRE(pool.checks == std::vector<std::size_t>{0});
  CHECK(config.checks[0].name == "pool lb.example:web");
  CHECK(config.checks[0].kind == "http");
  REQUIRE(config.checks[0].settings.size() == 1);
  CHECK(config.checks[0].settings[0].key == "path");
}

TEST_CASE("the example in several files loads as it is printed") {
  const Loaded loaded = load(data + "two_files/conf/rota.toml");
  CHECK_FALSE(loaded.mistakes.has_errors());
  const Config& config = loaded.config;
  CHECK(config.server.listen.size() == 2);
  CHECK(config.server.user == "rota");
  CHECK(config.control.http == "127.0.0.1:8053");
  REQUIRE(config.zones.size() == 1);
  REQUIRE(config.zones[0].records);
  REQUIRE(config.pools.size() == 2);
  const PoolConfig& pool = config.pools[0];
  CHECK(pool.policy == "weighted");
  CHECK(pool.answers == 1U);
  CHECK(pool.ttl.max == 30);
  CHECK(pool.ttl.min == 5);
  CHECK(pool.fallback == std::size_t{1});
  REQUIRE(pool.checks.size() == 1);
  const CheckConfig& check = config.checks[pool.checks[0]];
  CHECK(check.name == "web");
  CHECK(check.timing.interval == seconds(5));
  CHECK(check.settings.size() == 4);  // port, path, expect, reuse
  REQUIRE(pool.members.size() == 2);
  CHECK(pool.members[0].weight == 3);
  CHECK(pool.members[0].weight_given);
  CHECK(pool.members[0].v6->text() == "2001:db8::1");
  CHECK(pool.members[1].admin == Admin::drain);
  CHECK_FALSE(pool.members[1].weight_given);
  REQUIRE(pool.names.size() == 3);
  CHECK(pool.names[0].types == std::vector{dns::Type::a, dns::Type::aaaa});
  CHECK(pool.names[2].owner.text() == "img.lb.example.");
  CHECK(pool.names[2].types == std::vector{dns::Type::a});
}

TEST_CASE("a zone without a file has SOA, NS and the addresses of its servers") {
  const Loaded loaded = load_main(
      "zone = \"Example\"\nnameservers = { ns1 = [\"192.0.2.53\", \"2001:db8::53\"], \"ns2.example.\" = "
      "\"192.0.2.54\" }\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& zone = *loaded.config.zones.at(0).records;
  Lines sets;
  for (const Owner& owner : zone.owners) {
    for (const Record& record : zone.of(owner))
      sets.push_back(dns::text(zone.name(owner)) + " " + dns::text(record.type));
  }
  CHECK(sets == Lines{"example. NS", "example. NS", "example. SOA", "ns1.example. A", "ns1.example. AAAA",
                      "ns2.example. A"});
  const Record& soa = zone.of(zone.owners[0])[2];
  const Bytes rdata = zone.rdata(soa);
  const dns::NameView primary = rdata.first(dns::name_size(rdata));
  const Bytes rest = rdata.subspan(primary.size());
  CHECK(dns::text(primary) == "ns1.example.");
  CHECK(dns::text(rest.first(dns::name_size(rest))) == "hostmaster.example.");
  CHECK(load32(rdata.last(20).data()) == 1);
  CHECK(load32(rdata.last(4).data()) == 60);
  CHECK(zone.at(soa).text() == "rota.toml:2");
}

TEST_CASE("mistakes of nameservers") {
  CHECK(lines_of(load_main("zone = \"a\"\nnameservers = { ns1 = \"x\", \"b.c.\" = \"192.0.2.1\", d = [] }\n")
                     .mistakes) ==
        Lines{"rota.toml:2:23: 'x' is not an IP address",
              "rota.toml:2:28: nameserver 'b.c.' is outside of the zone a.; list it in a zone file instead",
              "rota.toml:2:54: nameserver 'd' has no address"});
  CHECK(lines_of(load_main("zone = \"a\"\n").mistakes) ==
        Lines{"rota.toml:1:8: the zone needs a 'file' or 'nameservers'"});
  CHECK(lines_of(load_main("zone = \"a\"\nfile = \"x\"\nnameservers = { ns = \"192.0.2.1\" }\n").mistakes) ==
        Lines{"rota.toml:3:15: 'nameservers' is only for a zone without 'file', which lists its own"});
}

TEST_CASE("unknown keys are mistakes with a suggestion, wherever they stand") {
  CHECK(mistakes_of("[server]\nworkrs = 1\n[control]\nsokcet = 1\n[defaults]\ntll = 1\n[foo]\n") ==
        Lines{"rota.toml:6:1: unknown key 'workrs' (did you mean 'workers'?)",
              "rota.toml:8:1: unknown key 'sokcet' (did you mean 'socket'?)",
              "rota.toml:10:1: unknown key 'tll' (did you mean 'ttl'?)",
              "rota.toml:11:2: unknown key 'foo' (did you mean 'pool'?)"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", wieght = 1 }]") ==
        Lines{"rota.toml:7:37: unknown key 'wieght' (did you mean 'weight'?)"});
  CHECK(pool_mistakes("ttl = { max = \"5s\", mni = \"1s\" }\n") ==
        Lines{"rota.toml:8:21: unknown key 'mni' (did you mean 'min'?)"});
}

TEST_CASE("what a pool's policy and a check's kind own is carried untouched") {
  const PoolConfig pool =
      pool_of("policy = \"weighted\"\nanswers = 2\nslots = 7\nmembers = [\"192.0.2.1\"]\n");
  REQUIRE(pool.options.size() == 1);
  CHECK(pool.options[0].key == "slots");
  CHECK(pool.options[0].key_at.line == 9);
  CHECK(pool.policy_at.text() == "rota.toml:7:10");
  CHECK(pool.at.text() == "rota.toml:5:7");
}

TEST_CASE("the server's settings are checked") {
  CHECK(
      mistakes_of(
          "[server]\nlisten = [\"127.0.0.1\", \"[::1]:53\", \"[::1]:53\"]\nlog = \"inof\"\nworkers = -1\n") ==
      Lines{
          "rota.toml:6:11: '127.0.0.1' must be an address and a port, such as \"0.0.0.0:53\" or \"[::]:53\"",
          "rota.toml:6:36: '[::1]:53' is listened on already",
          "rota.toml:8:11: 'workers' must be an integer from 0 to 1024, not -1",
          "rota.toml:7:7: 'log' must be one of \"error\", \"warning\", \"info\", \"debug\", not \"inof\" "
          "(did you mean 'info'?)"});
  CHECK(lines_of(load_main("listen = \"127.0.0.1:1\"\n" + head + "[server]\nlisten = \"127.0.0.1:2\"\n")
                     .mistakes) == Lines{"rota.toml:7:10: 'listen' is given twice: also at rota.toml:1:10"});
  CHECK(mistakes_of("[control]\nhttp = \"x\"\n") ==
        Lines{"rota.toml:6:8: 'http' must be an address and a port, such as \"127.0.0.1:8053\", or \"\""});
  CHECK(load_main(head).config.server.listen.size() == 2);
}

TEST_CASE("TTLs and timing come from the defaults unless given") {
  const auto loaded =
      load_main(head +
                "[defaults]\nttl = { max = \"1m\", min = \"10s\" }\ninterval = \"3s\"\nrise = 4\n"
                "[pool.a]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\ncheck = \"web\"\n"
                "[pool.b]\nnames = \"b\"\nmembers = [\"192.0.2.1\"]\nttl = \"7s\"\n"
                "check = { type = \"tcp\", interval = \"500ms\" }\n"
                "[pool.c]\nnames = \"c\"\nmembers = [\"192.0.2.1\"]\nttl = { max = \"4s\" }\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& pools = loaded.config.pools;
  CHECK(pools.at(0).ttl.max == 60);
  CHECK(pools.at(0).ttl.min == 10);
  CHECK(pools.at(1).ttl.max == 7);
  CHECK(pools.at(1).ttl.min == 7);
  CHECK(pools.at(2).ttl.max == 4);
  CHECK(pools.at(2).ttl.min == 4);
  const auto& checks = loaded.config.checks;
  CHECK(checks.at(0).timing.interval == seconds(3));
  CHECK(checks.at(0).timing.rise == 4);
  CHECK(checks.at(1).timing.interval == milliseconds(500));
  CHECK(checks.at(1).timing.fast_interval == milliseconds(500));
  CHECK(checks.at(1).timing.rise == 4);
}

TEST_CASE("mistakes of TTLs and timing") {
  CHECK(pool_mistakes("ttl = \"500ms\"\n") ==
        Lines{"rota.toml:8:7: 'ttl' must be whole seconds, at most 2^31-1"});
  CHECK(pool_mistakes("ttl = { max = \"1s\", min = \"2s\" }\n") ==
        Lines{"rota.toml:8:27: 'min' must not be larger than 'max'"});
  CHECK(pool_mistakes("ttl = 5\n") ==
        Lines{"rota.toml:8:7: 'ttl' must be a duration such as \"500ms\", \"5s\" or \"2m\", not an integer"});
  CHECK(pool_mistakes("check = { type = \"tcp\", interval = \"99ms\", timeout = \"0s\" }\n") ==
        Lines{"rota.toml:8:36: 'interval' must be at least 100ms",
              "rota.toml:8:54: 'timeout' must be at least 1ms"});
  CHECK(pool_mistakes("check = { type = \"tcp\", interval = \"1s\", fast_interval = \"2s\" }\n") ==
        Lines{"rota.toml:8:58: warning: 'fast_interval' is longer than 'interval'"});
  CHECK(pool_mistakes("check = { type = \"tcp\", rise = 0, jitter = 2, start = \"dwon\" }\n") ==
        Lines{"rota.toml:8:32: 'rise' must be an integer from 1 to 100, not 0",
              "rota.toml:8:44: 'jitter' must be from 0.000000 to 1.000000",
              "rota.toml:8:55: 'start' must be one of \"last\", \"probe\", \"up\", \"down\", not \"dwon\" "
              "(did you mean 'down'?)"});
}

TEST_CASE("checks that do the same have one key, whatever their name and the order of their settings") {
  const auto loaded = load_main(head +
                                "[check.a]\ntype = \"http\"\nport = 80\npath = \"/\"\n"
                                "[check.b]\npath = \"/\"\ntype = \"http\"\nport = 80\n"
                                "[check.c]\npath = \"/\"\ntype = \"http\"\nport = 81\n"
                                "[check.d]\npath = \"/\"\ntype = \"http\"\nport = 80\nrise = 7\n");
  const auto& checks = loaded.config.checks;
  REQUIRE(checks.size() == 5);
  CHECK(checks[1].key == checks[2].key);
  CHECK(checks[1].key != checks[3].key);
  CHECK(checks[1].key != checks[4].key);
}

TEST_CASE("a pool may have several checks, by name or in place") {
  const PoolConfig pool =
      pool_of("members = [\"192.0.2.1\"]\ncheck = [\"web\", { type = \"http\" }, \"web\"]\n");
  CHECK(pool.checks == std::vector<std::size_t>{0, 1});
  CHECK(pool_mistakes("check = \"wbe\"\n") ==
        Lines{"rota.toml:8:9: unknown check 'wbe' (did you mean 'web'?)"});
  CHECK(
      pool_mistakes("check = 5\n") ==
      Lines{"rota.toml:8:9: 'check' must be the name of a check, a table or a list of them, not an integer"});
  CHECK(pool_mistakes("check = { port = 5 }\n") ==
        Lines{"rota.toml:8:9: a check needs a 'type', such as \"tcp\" or \"http\""});
}

TEST_CASE("members are addresses, targets, or targets with a port") {
  const PoolConfig cname =
      pool_of("members = [\"a.cdn.net.\", { name = \"b\", target = \"b.cdn.net.\", weight = 2 }]\n");
  CHECK(cname.kind == PoolKind::cname);
  CHECK(cname.members[0].name == "a.cdn.net");
  CHECK(cname.members[1].target.text() == "b.cdn.net.");
  CHECK(cname.names[0].types == std::vector{dns::Type::cname});
  const PoolConfig srv = pool_of(
      "members = [{ target = \"a.b.\", port = 5, priority = 7, connect = \"192.0.2.7\" }]\ncheck = "
      "\"web\"\n");
  CHECK(srv.kind == PoolKind::srv);
  CHECK(srv.members[0].name == "a.b");
  CHECK(srv.members[0].port == 5);
  CHECK(srv.members[0].priority == 7);
  CHECK(srv.members[0].connect->text() == "192.0.2.7");
  CHECK(srv.names[0].types == std::vector{dns::Type::srv});
  const PoolConfig six =
      pool_of("members = [{ name = \"x\", address = [\"2001:db8::1\"], admin = \"up\" }]\n");
  CHECK(six.names[0].types == std::vector{dns::Type::aaaa});
  CHECK(six.members[0].admin == Admin::up);
}

TEST_CASE("an address cut short is no host name") {
  CHECK(member_mistakes("[\"192.0.2.\"]") ==
        Lines{"rota.toml:7:12: '192.0.2.' is not a member: expected an IP "
              "address, or a host name that ends in a dot"});
}

TEST_CASE("mistakes of members") {
  CHECK(member_mistakes("[\"foo\"]") == Lines{"rota.toml:7:12: 'foo' is not a member: expected an IP "
                                              "address, or a host name that ends in a dot"});
  CHECK(member_mistakes("[5]") ==
        Lines{"rota.toml:7:12: a member must be a string or a table, not an integer"});
  CHECK(member_mistakes("[]") == Lines{"rota.toml:7:11: pool 'p' has no members"});
  CHECK(member_mistakes("\"192.0.2.1\"") ==
        Lines{"rota.toml:7:11: 'members' must be an array, not a string"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\n") == Lines{"rota.toml:5:7: pool 'p' has no members"});
  CHECK(member_mistakes("[{ name = \"a\" }]") ==
        Lines{"rota.toml:7:12: a member needs an 'address' or a 'target'"});
  CHECK(member_mistakes("[{ address = \"192.0.2\" }]") ==
        Lines{"rota.toml:7:24: '192.0.2' is not an IP address"});
  CHECK(member_mistakes("[{ address = [\"192.0.2.1\", \"192.0.2.2\"] }]") ==
        Lines{"rota.toml:7:38: a member has at most one address per family"});
  CHECK(member_mistakes("[\"192.0.2.1\", { name = \"x\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:25: the address 192.0.2.1 is in this pool already"});
  CHECK(member_mistakes(
            "[{ name = \"x\", address = \"192.0.2.1\" }, { name = \"x\", address = \"192.0.2.2\" }]") ==
        Lines{"rota.toml:7:51: duplicate member 'x'"});
  CHECK(member_mistakes("[\"192.0.2.1\", \"a.b.\"]") ==
        Lines{"rota.toml:7:25: the members of a pool are of one kind: the first has addresses, this one has "
              "targets without a port"});
  CHECK(member_mistakes("[{ target = \"a.b\" }]") ==
        Lines{"rota.toml:7:23: 'a.b' must be a full name that ends in a dot"});
  CHECK(member_mistakes("[{ target = \"a.b.\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:41: 'address' and 'target' exclude each other"});
  CHECK(member_mistakes("[{ target = \"a.b.\", priority = 1 }]") ==
        Lines{"rota.toml:7:42: 'priority' needs a 'port': both are for SRV"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", port = 1 }]") ==
        Lines{"rota.toml:7:44: 'port' needs a 'target'"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", weight = 1048576 }]") ==
        Lines{"rota.toml:7:46: 'weight' must be an integer from 0 to 1048575, not 1048576"});
  CHECK(member_mistakes("[{ target = \"a.b.\", port = 1, weight = 65536 }]") ==
        Lines{"rota.toml:7:50: 'weight' must be an integer from 0 to 65535, not 65536"});
  CHECK(member_mistakes("[{ address = \"192.0.2.1\", admin = \"dran\" }]") ==
        Lines{"rota.toml:7:45: 'admin' must be one of \"up\", \"down\", \"drain\", not \"dran\" (did you "
              "mean 'drain'?)"});
  CHECK(member_mistakes("[{ name = \"a/b\", address = \"192.0.2.1\" }]") ==
        Lines{"rota.toml:7:12: the name 'a/b' of a member must not contain '/' or spaces"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\nmembers = [\"a.b.\"]\ncheck = \"web\"\n") ==
        Lines{"rota.toml:7:12: member 'a.b' has a check, so it needs connect = \"ADDRESS\" to probe"});
}

TEST_CASE("a pool has at most 1024 members") {
  std::string members = "[";
  for (int i = 0; i < 1024; ++i)
    members += "\"10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256) + "\", ";
  CHECK(member_mistakes(members + "]").empty());
  CHECK(member_mistakes(members + "\"10.1.0.0\"]") ==
        Lines{"rota.toml:7:11: pool 'p' has more than 1024 members"});
}

TEST_CASE("mistakes of pools") {
  CHECK(pool_mistakes("fallback = \"p\"\n") == Lines{"rota.toml:8:12: pool 'p' cannot be its own fallback"});
  CHECK(pool_mistakes("fallback = \"q\"\n[pool.qq]\nmembers = [\"192.0.2.1\"]\nnames = \"q\"\n") ==
        Lines{"rota.toml:8:12: unknown pool 'q' (did you mean 'p'?)"});
  CHECK(pool_mistakes("all_down = \"fallback\"\n") ==
        Lines{"rota.toml:8:12: all_down = \"fallback\" needs a 'fallback' pool"});
  CHECK(pool_mistakes("all_down = \"serfvail\"\n") ==
        Lines{"rota.toml:8:12: 'all_down' must be one of \"all\", \"fallback\", \"last_good\", \"servfail\", "
              "\"nodata\", not "
              "\"serfvail\" (did you mean 'servfail'?)"});
  CHECK(pool_mistakes("answers = 0\n") ==
        Lines{"rota.toml:8:11: 'answers' must be an integer from 1 to 1024, not 0"});
  CHECK(mistakes_of("[pool.\"a:b\"]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:5:7: the name 'a:b' of a pool must not be empty nor contain '/', ':' or spaces"});
  CHECK(mistakes_of("[pool]\nx = 1\n") == Lines{"rota.toml:6:5: pool 'x' must be a table, not an integer"});
}

TEST_CASE("what makes little sense in a pool is warned of") {
  CHECK(mistakes_of("[pool.p]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:5:7: warning: nobody uses pool 'p': it has no names and is no fallback"});
  CHECK(mistakes_of(
            "[pool.p]\nnames = \"p\"\npolicy = \"weighted\"\nmembers = [\"192.0.2.1\", \"2001:db8::1\"]\n") ==
        Lines{"rota.toml:5:7: warning: members of pool 'p' differ in address families: shares hold for each "
              "family by itself"});
  CHECK(mistakes_of("[pool.p]\nnames = \"p\"\nanswers = 2\nmembers = [\"a.b.\"]\n") ==
        Lines{"rota.toml:7:11: warning: 'answers' is ignored: a name has one CNAME"});
  CHECK(pool_mistakes("[name.img]\npool = \"p\"\ntypes = [\"AAAA\"]\n") ==
        Lines{"rota.toml:10:9: warning: no member of pool 'p' can answer AAAA"});
}

TEST_CASE("a name may differ from its pool") {
  const auto loaded =
      load_main(head +
                "[pool.p]\nnames = [\"P\", \"q.example.\"]\nmembers = [\"192.0.2.1\", \"2001:db8::1\"]\n"
                "[name.p]\npool = \"p\"\ntypes = \"AAAA\"\n[name.r]\npool = \"p\"\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& names = loaded.config.pools.at(0).names;
  REQUIRE(names.size() == 3);
  CHECK(names[0].types == std::vector{dns::Type::aaaa});
  CHECK(names[1].types == std::vector{dns::Type::a, dns::Type::aaaa});
  CHECK(names[2].owner.text() == "r.example.");
  CHECK(pool_mistakes("[name.x]\ntypes = [\"A\"]\n[name.y]\npool = \"pp\"\n[name.z]\npool = \"p\"\ntypes = "
                      "[\"MX\", \"FOO\"]\n") == Lines{"rota.toml:8:7: name 'x' needs a 'pool'",
                                                      "rota.toml:11:8: unknown pool 'pp' (did you mean 'p'?)",
                                                      "rota.toml:14:9: pool 'p' cannot answer MX",
                                                      "rota.toml:14:9: 'FOO' is not a record type"});
}

TEST_CASE("names of pools are names of the zone") {
  CHECK(mistakes_of("[pool.p]\nnames = [\"a.other.\", \"b..c\"]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:6:10: the name 'a.other.' is outside of the zone example.",
              "rota.toml:6:22: 'b..c' is not a domain name: an empty label",
              "rota.toml:5:7: warning: nobody uses pool 'p': it has no names and is no fallback"});
}

TEST_CASE("two pools cannot answer one name and type, but may share a name") {
  const std::string two =
      "[pool.p]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\n[pool.q]\nnames = \"A\"\nmembers = ";
  CHECK(mistakes_of(two + "[\"192.0.2.2\"]\n") ==
        Lines{"rota.toml:9:9: a.example. A of pool 'q' clashes with A of pool 'p' at rota.toml:6:9"});
  CHECK(mistakes_of(two + "[\"a.b.\"]\n") ==
        Lines{"rota.toml:9:9: a.example. CNAME of pool 'q' clashes with A of pool 'p' at rota.toml:6:9"});
  CHECK(mistakes_of(two + "[\"2001:db8::1\"]\n").empty());
  CHECK(mistakes_of(two + "[{ target = \"a.b.\", port = 1 }]\n").empty());
  CHECK(mistakes_of("[pool.p]\nnames = [\"a\", \"a\"]\nmembers = [\"192.0.2.1\"]\n") ==
        Lines{"rota.toml:6:15: a.example. A of pool 'p' clashes with A of pool 'p' at rota.toml:6:10"});
}

TEST_CASE("a CNAME pool cannot stand at the apex nor beside other data") {
  CHECK(mistakes_of("[pool.p]\nnames = \"@\"\nmembers = [\"a.b.\"]\n") ==
        Lines{"rota.toml:6:9: pool 'p' answers CNAME, which the apex of a zone cannot have"});
  const std::string pool = "[pool.p]\nnames = \"a\"\nmembers = [\"a.b.\"]\n";
  CHECK(
      zone_mistakes(pool, "a TXT x\na TXT y\n") ==
      Lines{"z/e.toml:4:9: pool 'p' answers CNAME, which cannot stand beside a.example. TXT at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "b TXT x\n").empty());
}

TEST_CASE("a name cannot be in the zone file and in a pool with the same type") {
  const std::string pool = "[pool.p]\nnames = \"a\"\nmembers = [\"192.0.2.1\"]\n";
  CHECK(zone_mistakes(pool, "A A 192.0.2.1\nA A 192.0.2.2\n") ==
        Lines{"z/e.toml:4:9: a.example. A is both in pool 'p' and in the zone at z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a CNAME b\n") == Lines{"z/e.toml:4:9: the zone has a CNAME at a.example., so "
                                                    "pool 'p' cannot have the name too: z/e.zone:4"});
  CHECK(zone_mistakes(pool, "a AAAA 2001:db8::1\na TXT x\n").empty());
}

TEST_CASE("a name that is delegated or below a DNAME can never be answered") {
  const std::string pool = "[pool.p]\nnames = \"a.b\"\nmembers = [\"192.0.2.1\"]\n";
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

TEST_CASE("a zone is known once") {
  const auto loaded =
      load("rota.toml",
           memory_files({{"rota.toml", "zones = [\"a.toml\", { zone = \"EXAMPLE.\", file = \"x\" }]\n"},
                         {"a.toml", "zone = \"example\"\nnameservers = { ns = \"192.0.2.1\" }\n"}}));
  CHECK(lines_of(loaded.mistakes) ==
        Lines{"rota.toml:1:29: duplicate zone example.: it is at a.toml:1:8 already"});
  CHECK(loaded.config.zones.size() == 1);
}

TEST_CASE("a broken zone is kept without records and pools, and the others serve") {
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
        Lines{"z/a.toml:3:1: unknown key 'foo' (did you mean 'pool'?)",
              "z/b.toml:3:10: Error while parsing table header: expected ']', saw '\\n'",
              "z/none.zone: cannot be read: No such file or directory"});
  REQUIRE(loaded.config.zones.size() == 4);
  CHECK(loaded.config.zones[0].apex.text() == "typo.");
  CHECK(loaded.config.zones[1].apex.text() == "syntax.");
  for (const std::size_t broken : {0U, 1U, 2U}) CHECK(loaded.config.zones[broken].records == nullptr);
  CHECK(loaded.config.zones[3].records != nullptr);
  REQUIRE(loaded.config.pools.size() == 1);
  CHECK(loaded.config.pools[0].zone == 3);
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
  CHECK(broken_records.config.zones.at(0).records == nullptr);
}

TEST_CASE("the main file says where zones are") {
  CHECK(lines_of(load_main("").mistakes) ==
        Lines{"rota.toml: no zone: give 'zones', or 'zone' for the one of this file"});
  CHECK(
      lines_of(load_main("zones = [\"x/*.toml\", \"y.toml\", 5, { zone = \"a\", file = \"b\", fiel = 1 }]\n")
                   .mistakes) ==
      Lines{"rota.toml:1:10: warning: 'x/*.toml' matches no file",
            "rota.toml:1:22: 'y.toml' cannot be read: No such file or directory",
            "rota.toml:1:32: a zone must be a path or a table { zone, file }, not an integer",
            "rota.toml:1:61: unknown key 'fiel' (did you mean 'file'?)",
            "b: cannot be read: No such file or directory"});
  CHECK(lines_of(load_main("zones = []\n[pool.p]\nnames = \"p\"\n").mistakes) ==
        Lines{"rota.toml:2:1: 'pool' needs a 'zone' at the top of this file"});
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
  CHECK(config.checks.at(config.pools.at(0).checks.at(0)).kind == "tcp");
  CHECK(config.checks.at(config.pools.at(1).checks.at(0)).kind == "http");
}
