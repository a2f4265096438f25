#include "config/nameservers.h"

#include <catch2/catch.hpp>

#include "config/loading.h"

using namespace rota;
using namespace rota::config;
using namespace rota::test;

TEST_CASE("a zone without a file has SOA, NS and the addresses of its servers") {
  const Loaded loaded = load_main(
      "zone = \"Example\"\nnameservers = { ns1 = [\"192.0.2.53\", \"2001:db8::53\"], \"ns2.example.\" = "
      "\"192.0.2.54\" }\n");
  CHECK(lines_of(loaded.mistakes).empty());
  const auto& zone = *loaded.config.zones[ZoneId{0}].records;
  Lines sets;
  for (const zonefile::Owner& owner : zone.owners) {
    for (const zonefile::Record& record : zone.of(owner))
      sets.push_back(dns::text(zone.name(owner)) + " " + dns::text(record.type));
  }
  CHECK(sets == Lines{"example. NS", "example. NS", "example. SOA", "ns1.example. A", "ns1.example. AAAA",
                      "ns2.example. A"});
  const zonefile::Record& soa = zone.of(zone.owners[0])[2];
  const Bytes rdata = zone.rdata(soa);
  const dns::NameView primary = rdata.first(dns::name_size(rdata));
  const Bytes rest = rdata.subspan(primary.size());
  CHECK(dns::text(primary) == "ns1.example.");
  CHECK(dns::text(rest.first(dns::name_size(rest))) == "hostmaster.example.");
  CHECK(load32(rdata.last(20).data()) == 1);
  CHECK(load32(rdata.last(4).data()) == 60);
  CHECK(zone.at(soa).text() == "rota.toml:2:17");
}

TEST_CASE("mistakes of nameservers") {
  CHECK(lines_of(load_main("zone = \"a\"\nnameservers = { ns1 = \"x\", \"b.c.\" = \"192.0.2.1\", d = [] }\n")
                     .mistakes) == Lines{"rota.toml:2:23: \"x\" is not an IP address",
                                         "rota.toml:2:28: name server \"b.c.\" is outside of the zone a.; "
                                         "write it as a record: [records] \"@\" = \"NS b.c.\"",
                                         "rota.toml:2:54: nameserver \"d\" has no address"});
  CHECK(lines_of(load_main("zone = \"a\"\n").mistakes) ==
        Lines{"rota.toml:1:8: the zone needs a \"file\", or \"nameservers\" and \"records\""});
  CHECK(lines_of(load_main("zone = \"a\"\nfile = \"x\"\nnameservers = { ns = \"192.0.2.1\" }\n").mistakes) ==
        Lines{"rota.toml:3:15: \"nameservers\" is only for a zone without \"file\", which lists its own"});
}
