#include "config/owner_name.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

namespace {

// The owners of [pool.p] with these names, which are in line 6.
std::vector<std::string> owners_of(const std::string& names, Lines& lines) {
  const Loaded loaded = load_main(head + "[pool.p]\nnames = " + names + "\nmembers = [\"192.0.2.1\"]\n");
  lines = lines_of(loaded.mistakes);
  std::vector<std::string> out;
  for (const PoolName& name : loaded.config.pools[PoolId{0}].names) out.push_back(name.owner.text());
  return out;
}

}  // namespace

TEST_CASE("a name that ends in the zone is taken as absolute, with a warning") {
  Lines lines;
  CHECK(owners_of("[\"www.example\", \"example\", \"*.www\", \"_sip._tcp\", \"b.example.\", \"xexample\"]",
                  lines) == Lines{"www.example.", "example.", "*.www.example.", "_sip._tcp.example.",
                                  "b.example.", "xexample.example."});
  CHECK(lines ==
        Lines{"rota.toml:6:10: warning: \"www.example\" ends in the zone and is taken as www.example.; "
              "write \"www.example.\" or the part before example",
              "rota.toml:6:25: warning: \"example\" ends in the zone and is taken as example.; write "
              "\"example.\" or the part before example"});
  CHECK(mistakes_of("[pool.p]\nmembers = [\"192.0.2.1\"]\n[name.\"x.EXAMPLE\"]\npool = \"p\"\n").size() == 1);
  const Loaded servers =
      load_main("zone = \"example\"\nnameservers = { \"ns1.example\" = \"192.0.2.53\" }\n");
  CHECK(lines_of(servers.mistakes).size() == 1);
  CHECK(dns::text(servers.config.zones[ZoneId{0}].records->name(
            servers.config.zones[ZoneId{0}].records->owners.back())) == "ns1.example.");
}

TEST_CASE("a name with an inner dot and none at its end is refused with both spellings") {
  Lines lines;
  CHECK(owners_of("[\"a.www\", \"www\"]", lines) == Lines{"www.example."});
  CHECK(lines == Lines{"rota.toml:6:10: \"a.www\" has no dot at its end: write \"a.www.example.\" for a name "
                       "in the zone, or \"a.www.\""});
  const std::string cname = "[pool.c]\nnames = \"c\"\nmembers = ";
  CHECK(
      mistakes_of(cname + "[\"x.cdn.net\", { target = \"y.cdn.net\" }]\n") ==
      Lines{"rota.toml:7:12: \"x.cdn.net\" has no dot at its end: write \"x.cdn.net.example.\" for a name in "
            "the zone, or \"x.cdn.net.\"",
            "rota.toml:7:36: \"y.cdn.net\" has no dot at its end: write \"y.cdn.net.example.\" for a name in "
            "the zone, or \"y.cdn.net.\""});
  const PoolConfig pool = pool_of("members = [{ target = \"here\" }, \"there.net.\"]\n");
  CHECK(pool.members[MemberId{0}].target.text() == "here.example.");
  CHECK(pool.members[MemberId{0}].name == "here");
  CHECK(pool.members[MemberId{1}].target.text() == "there.net.");
  CHECK(mistakes_of(cname + "[{ target = \"a.example\" }]\n") ==
        Lines{"rota.toml:7:23: warning: \"a.example\" ends in the zone and is taken as a.example.; write "
              "\"a.example.\" or the part before example"});
}

TEST_CASE("what cannot be a name is refused with the likely fix") {
  Lines lines;
  CHECK(
      owners_of("[\"bad name\", \"${HOST}\", \"a,b\", \"odd\\\\032one\", \"_sip._tcp\", \"*\", \"@\"]", lines)
          .size() == 4);
  CHECK(lines ==
        Lines{"rota.toml:6:10: \"bad name\" is not a name: \" \" is not allowed; use letters, digits, "
              "\"-\" and \"_\"",
              "rota.toml:6:22: \"${HOST}\" is not a name: variables are not replaced in this file; write "
              "the name itself",
              "rota.toml:6:33: \"a,b\" is not a name: \",\" is not allowed; use letters, digits, \"-\" and "
              "\"_\""});
  CHECK(
      lines_of(load_main("zone = \"${ZONE}\"\nnameservers = { ns1 = \"192.0.2.53\" }\n").mistakes) ==
      Lines{
          "rota.toml:1:8: \"${ZONE}\" is not a name: variables are not replaced in this file; write the name "
          "itself"});
}

TEST_CASE("names in UTF-8 are served as their A-labels") {
  const Loaded loaded = load_main(
      "zone = \"b\u00fccher.example\"\nnameservers = { \"n\u00e9\" = \"192.0.2.53\" }\n[pool.p]\nnames = "
      "[\"\u00e4\", \"x.b\u00fccher.example\"]\nmembers = [\"c\u00f6.net.\"]\n");
  CHECK(lines_of(loaded.mistakes).size() == 1);  // the one that ends in the zone
  CHECK(loaded.config.zones[ZoneId{0}].apex.text() == "xn--bcher-kva.example.");
  const PoolConfig& pool = loaded.config.pools[PoolId{0}];
  CHECK(pool.names.at(0).owner.text() == "xn--4ca.xn--bcher-kva.example.");
  CHECK(pool.names.at(1).owner.text() == "x.xn--bcher-kva.example.");
  CHECK(pool.members[MemberId{0}].target.text() == "xn--c-1ga.net.");
}

TEST_CASE("a name server in the zone without an address is warned of") {
  const std::string with_pool = "[pool.ns]\nnames = [\"ns\"]\nmembers = [\"192.0.2.1\"]\n";
  CHECK(zone_mistakes("", "").empty());
  CHECK(zone_mistakes("", "sub NS ns.sub\nsub NS ns\n") ==
        Lines{"z/e.zone:4: warning: name server ns.sub.example. is in this zone and has no address in it; "
              "add an A "
              "or AAAA record",
              "z/e.zone:5: warning: name server ns.example. is in this zone and has no address in it; add an "
              "A or "
              "AAAA record"});
  CHECK(zone_mistakes(with_pool, "sub NS NS.sub\nns.sub A 192.0.2.1\nsub NS ns\n").empty());
  CHECK(zone_mistakes("", "sub NS a.any\n*.any A 192.0.2.1\n").empty());
  std::string many;
  for (int i = 0; i < 14; ++i) many += "s NS n" + std::to_string(i) + "\n";
  const Lines told = zone_mistakes("", many);
  REQUIRE(told.size() == 11);
  CHECK(told.back() == "z/e.toml:1:8: warning: 4 more name servers have no address");
}

TEST_CASE("a timeout that is longer than the interval is warned of where it was written") {
  CHECK(mistakes_of("[check.x]\ntype = \"tcp\"\nport = 1\ninterval = \"1s\"\ntimeout = \"3s\"\n") ==
        Lines{"rota.toml:9:11: warning: `timeout` is longer than `interval`: a silent target is probed less "
              "often"});
  CHECK(mistakes_of("[check.x]\ntype = \"tcp\"\nport = 1\ninterval = \"1s\"\n").empty());
}
