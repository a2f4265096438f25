#include "config/zone_records.h"

#include <catch2/catch.hpp>

#include "config/loading.h"
#include "zonefile/print.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// Owners and types of the zone's records, in their order.
Lines records_of(const ZoneConfig& zone) {
  Lines out;
  if (zone.records == nullptr) return {"broken"};
  for (const zonefile::Owner& owner : zone.records->owners)
    for (const zonefile::Record& record : zone.records->of(owner))
      out.push_back(dns::text(zone.records->name(owner)) + " " + std::to_string(record.ttl) + " " +
                    dns::text(record.type) + " " + zone.records->at(record).text());
  return out;
}

const std::string start = "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[records]\n";

}  // namespace

TEST_CASE("records of a zone without a file are lines of a master file, each with its place") {
  const Loaded loaded =
      load_main(start +
                "www2 = \"A 192.0.2.9\"\nmail = [\"300 IN A 192.0.2.25\", \"AAAA 2001:db8::25\"]\n"
                "\"@\" = [\"MX 10 mail\", 'TXT \"v=spf1 -all\"']\nodd = 'TYPE65280 \\# 1 00'\n");
  CHECK(lines_of(loaded.mistakes).empty());
  CHECK(records_of(loaded.config.zones[ZoneId{0}]) ==
        Lines{"example. 3600 NS rota.toml:2:17", "example. 3600 SOA rota.toml:2:17",
              "example. 3600 MX rota.toml:6:8", "example. 3600 TXT rota.toml:6:22",
              "ns1.example. 3600 A rota.toml:2:17", "www2.example. 3600 A rota.toml:4:8",
              "mail.example. 300 A rota.toml:5:9", "mail.example. 3600 AAAA rota.toml:5:32",
              "odd.example. 3600 TYPE65280 rota.toml:7:7"});
}

TEST_CASE("errors of records have the place of their text") {
  const auto mistakes = [](const std::string& records) {
    return lines_of(load_main(start + records).mistakes);
  };
  CHECK(mistakes("b = \"A 192.0.2\"\n").front().starts_with("rota.toml:4:5: "));
  CHECK(mistakes("b = [\"A 192.0.2.1\", \"CNAME www\"]\n").front().starts_with("rota.toml:4:"));
  CHECK(mistakes("b = 3\n") ==
        Lines{"rota.toml:4:5: records of \"b\" must be a text such as \"A 192.0.2.9\" or an "
              "array of them, not an integer"});
  CHECK(mistakes("e.f = \"A 192.0.2.1\"\n") ==
        Lines{"rota.toml:4:1: a name with dots must be quoted, and its value be a text or an array"});
  CHECK(mistakes("g = \"\"\n") ==
        Lines{"rota.toml:4:5: a record must have a type and data, such as \"A 192.0.2.9\""});
  CHECK(mistakes("h = \"A 192.0.2.1\\ni A 192.0.2.2\"\n") ==
        Lines{"rota.toml:4:5: each text must be one record; write several as an array"});
  CHECK(mistakes("\"a.net.\" = \"A 192.0.2.1\"\n").front().ends_with("is outside of the zone example."));
  CHECK(mistakes("b = \"INCLUDE x\"\n").size() == 1);
}

TEST_CASE("a record and a pool of one name are a mistake with both places") {
  CHECK(lines_of(
            load_main(start + "www = \"A 192.0.2.9\"\n[pool.p]\nnames = \"www\"\nmembers = [\"192.0.2.1\"]\n")
                .mistakes) ==
        Lines{"rota.toml:6:9: www.example. A is both in pool \"p\" and in the zone at rota.toml:4:7"});
}

TEST_CASE("a zone of records alone needs SOA and NS") {
  const Loaded loaded = load_main("zone = \"example\"\n[records]\n\"@\" = [\"SOA ns1 h 1 2 3 4 5\"]\n");
  CHECK(lines_of(loaded.mistakes) == Lines{"rota.toml:1:8: the zone example. has no NS at its apex"});
  const Loaded whole = load_main(
      "zone = \"example\"\n[records]\n\"@\" = [\"SOA ns1 h 1 2 3 4 5\", \"NS ns1\"]\nns1 = \"A "
      "192.0.2.1\"\n");
  CHECK(lines_of(whole.mistakes).empty());
}

TEST_CASE("several zones stand in one file as tables, each with its pools, checks and defaults") {
  const Loaded loaded = load_main(
      "[[zones]]\nzone = \"a.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[zones.defaults]\nttl = "
      "\"7s\"\n"
      "[zones.records]\nwww2 = \"A 192.0.2.9\"\n[zones.pool.web]\nnames = [\"www\"]\nmembers = "
      "[\"192.0.2.1\"]\n"
      "[[zones]]\nzone = \"b.example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[zones.pool.web]\nnames = "
      "[\"www\"]\n"
      "members = [\"192.0.2.2\"]\n");
  CHECK(lines_of(loaded.mistakes).empty());
  REQUIRE(loaded.config.zones.size() == 2);
  REQUIRE(loaded.config.pools.size() == 2);
  CHECK(loaded.config.pools[PoolId{0}].ttl.max == 7);
  CHECK(loaded.config.pools[PoolId{1}].ttl.max == 30);
  CHECK(loaded.config.pools[PoolId{1}].names.at(0).owner.text() == "www.b.example.");
  CHECK(lines_of(load_main("[[zones]]\nzone = \"a\"\nnameservers = { ns1 = \"192.0.2.53\" }\npools = 1\n")
                     .mistakes) ==
        Lines{"rota.toml:4:1: unknown key \"pools\" in [[zones]]; did you mean \"pool\"?"});
}
