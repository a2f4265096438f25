#include "zonefile/zone_file.h"

#include <catch2/catch.hpp>

#include "zonefile/reading.h"

using namespace rota;
using namespace rota::zonefile;
using namespace rota::test;

TEST_CASE("owner, TTL and class may be left out, and TTL and class stand in either order") {
  CHECK(records("$TTL 1h30m\n"
                "a IN 5 A 192.0.2.1\n"
                "\t10 IN TXT x\n"
                "  MX 1 .\n"
                "B.EXAMPLE. in a 192.0.2.2\n") ==
        Lines{"a.example. 5 A z/example.zone:4 c0000201", "a.example. 5400 MX z/example.zone:6 000100",
              "a.example. 10 TXT z/example.zone:5 0178", "b.example. 5400 A z/example.zone:7 c0000202"});
}

TEST_CASE("without $TTL the TTL of the record before holds, and at first the minimum of the SOA") {
  const Zone zone = read_files(
      {{"z/example.zone", "@ SOA ns h 1 1 1 1 77\n@ NS ns.other.\na 5 A 192.0.2.1\nb A 192.0.2.2\n"}});
  CHECK(zone.lines() ==
        Lines{"example. 77 NS z/example.zone:2 026e73056f7468657200",
              "example. 77 SOA z/example.zone:1 "
              "026e73076578616d706c65000168076578616d706c6500000000010000000100000001000000010000004d",
              "a.example. 5 A z/example.zone:3 c0000201", "b.example. 5 A z/example.zone:4 c0000202"});
  CHECK(read_files({{"z/example.zone", "a A 192.0.2.1\n"}}).mistakes ==
        Lines{"z/example.zone:1: the record has no TTL, and there is neither $TTL nor a record before it"});
}

TEST_CASE("parentheses, comments, quotes and escapes") {
  CHECK(records("a 5 TXT ( x ; (\n \"y;\\\"z\" ) w\n")[0] ==
        "a.example. 5 TXT z/example.zone:3 017804793b227a0177");
  CHECK(records("\\046.b 5 TXT a\\ b\n")[0] == "\\..b.example. 5 TXT z/example.zone:3 03612062");
}

TEST_CASE("$ORIGIN is relative to the one before") {
  CHECK(records("$ORIGIN b\n$ORIGIN a\n@ 5 A 192.0.2.1\nx 5 CNAME y\n") ==
        Lines{"a.b.example. 5 A z/example.zone:5 c0000201",
              "x.a.b.example. 5 CNAME z/example.zone:6 017901610162076578616d706c6500"});
}

TEST_CASE("$INCLUDE is relative to the including file, and what it says of origin and owner ends with it") {
  const Zone zone =
      read_files({{"z/example.zone", apex + "a 5 A 192.0.2.1\n$INCLUDE sub/b.zone b\n  5 TXT a\n"},
                  {"z/sub/b.zone", "  5 TXT c\n@ 5 A 192.0.2.2\n$ORIGIN x\n$INCLUDE ../c.zone\n"},
                  {"z/c.zone", "c 5 A 192.0.2.3\n"}});
  CHECK(zone.mistakes.empty());
  Lines lines = zone.lines();
  lines.erase(lines.begin(), lines.begin() + 2);
  CHECK(lines == Lines{"a.example. 5 A z/example.zone:3 c0000201", "a.example. 5 TXT z/sub/b.zone:1 0163",
                       "a.example. 5 TXT z/example.zone:5 0161", "b.example. 5 A z/sub/b.zone:2 c0000202",
                       "c.x.b.example. 5 A z/c.zone:1 c0000203"});
}

TEST_CASE("a file that cannot be included, or includes itself, is a mistake") {
  CHECK(read("$INCLUDE x.zone\n").mistakes ==
        Lines{"z/example.zone:3: 'z/x.zone' cannot be read: No such file or directory"});
  CHECK(read_files({{"z/example.zone", "$INCLUDE example.zone\n"}}).mistakes ==
        Lines{"z/example.zone:1: $INCLUDE is nested more than 10 deep"});
  CHECK(read("$INCLUDE\n").mistakes ==
        Lines{"z/example.zone:3: $INCLUDE needs a file, and may have an origin"});
  CHECK(read_files({}).mistakes == Lines{"z/example.zone: cannot be read: No such file or directory"});
}

TEST_CASE("$GENERATE makes a record for each number") {
  CHECK(records("$TTL 5\n$GENERATE 1-5/2 h$ A 192.0.2.$\n$GENERATE 8-8 m 9 IN MX \"$ m$\"\n$GENERATE 1-1 t "
                "TXT \"a $\"\n") == Lines{"h1.example. 5 A z/example.zone:4 c0000201",
                                          "h3.example. 5 A z/example.zone:4 c0000203",
                                          "h5.example. 5 A z/example.zone:4 c0000205",
                                          "m.example. 9 MX z/example.zone:5 0008026d38076578616d706c6500",
                                          "t.example. 5 TXT z/example.zone:6 03612031"});
}

TEST_CASE("$GENERATE stops at its first mistake and has a limit") {
  CHECK(read("$GENERATE 250-300 h$ 5 A 192.0.2.$\n").mistakes ==
        Lines{"z/example.zone:3: bad rdata of A: '192.0.2.256' is not an IPv4 address"});
  CHECK(read("$GENERATE 1-1001 h$ 5 A 192.0.2.1\n").mistakes ==
        Lines{"z/example.zone:3: $GENERATE makes more than 1000 records in this zone"});
  CHECK(read("$GENERATE 2-1 h$ 5 A 192.0.2.1\n").mistakes ==
        Lines{"z/example.zone:3: '2-1' is not a range such as 1-100 or 1-100/2"});
  CHECK(read("$GENERATE 1-2 h${x} 5 A 192.0.2.1\n").mistakes ==
        Lines{"z/example.zone:3: 'h${x}' is not a template of $GENERATE"});
  CHECK(read("$GENERATE 1-2 h$\n").mistakes ==
        Lines{"z/example.zone:3: $GENERATE needs a range, an owner, a type and rdata"});
}

TEST_CASE("all mistakes of a file are told at once") {
  CHECK(read("a 5 A 1\nb 5 MX x\n$FOO\nc 5 NOSUCH 1\nd 5 CH TXT x\ne 5\nf -1 A 192.0.2.1\ng 4294967296 A "
             "192.0.2.1\n"
             "h 5x A 192.0.2.1\n5 TXT \"open\n)\n a..b 5 A 192.0.2.1\nx..y 5 A 192.0.2.1\nz 5 TXT (\n a\n")
            .mistakes ==
        Lines{"z/example.zone:3: bad rdata of A: '1' is not an IPv4 address",
              "z/example.zone:4: bad rdata of MX: 'x' is not a number from 0 to 65535",
              "z/example.zone:5: unknown directive '$FOO'", "z/example.zone:6: 'NOSUCH' is not a record type",
              "z/example.zone:7: class 'CH' is not supported, only IN",
              "z/example.zone:8: the record has no type",
              "z/example.zone:9: '-1' is not a TTL from 0 to 2147483647",
              "z/example.zone:10: '4294967296' is not a TTL from 0 to 2147483647",
              "z/example.zone:11: '5x' is not a TTL from 0 to 2147483647",
              "z/example.zone:12: a quote is not closed on its line", "z/example.zone:13: ')' without '('",
              "z/example.zone:14: 'a..b' is not a record type",
              "z/example.zone:15: 'x..y' is not a domain name: an empty label",
              "z/example.zone:16: '(' is never closed"});
}

TEST_CASE("a file of rubbish is given up after a hundred mistakes") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a 5 A x\n";
  const auto mistakes = read(text).mistakes;
  CHECK(mistakes.size() == 101);
  CHECK(mistakes.back() == "z/example.zone:102: too many errors; the rest is not read");
}

TEST_CASE("P-20 a zone needs one SOA and NS at its apex") {
  CHECK(read_files({{"z/example.zone", "a 5 A 192.0.2.1\n"}}).mistakes ==
        Lines{"z/example.zone: the zone example. has no SOA",
              "z/example.zone: the zone example. has no NS at its apex"});
  CHECK(read("@ 60 SOA ns h 2 1 1 1 1\n").mistakes ==
        Lines{"z/example.zone:3: example. has two SOA, the other at z/example.zone:1"});
  CHECK(read("a 5 SOA ns h 2 1 1 1 1\n").mistakes ==
        Lines{"z/example.zone:3: a.example.: SOA is not at the apex of the zone"});
}

TEST_CASE("P-20 a CNAME stands alone, but for what DNSSEC adds") {
  CHECK(read("a 5 A 192.0.2.1\nA 5 CNAME b\n").mistakes ==
        Lines{"z/example.zone:4: a.example. has a CNAME beside other data: A at z/example.zone:3"});
  CHECK(read("a 5 CNAME b\na 5 CNAME c\n").mistakes ==
        Lines{"z/example.zone:4: a.example. has two CNAME, the other at z/example.zone:3"});
  CHECK(read("a 5 CNAME b\na 5 DNAME c\n").mistakes ==
        Lines{"z/example.zone:3: a.example. has a CNAME beside other data: DNAME at z/example.zone:4"});
  CHECK(read("a 5 DNAME b\na 5 DNAME c\n").mistakes ==
        Lines{"z/example.zone:4: a.example. has two DNAME, the other at z/example.zone:3"});
  CHECK(read("a 5 CNAME b\na 5 NSEC b CNAME RRSIG\n").mistakes.empty());
}

TEST_CASE("P-28 a wildcard cannot own NS, and a DNAME of it is warned of") {
  CHECK(read("*.a 5 NS b\n").mistakes == Lines{"z/example.zone:3: *.a.example.: a wildcard cannot own NS"});
  const Zone zone = read("*.a 5 DNAME b\n");
  CHECK(zone.mistakes ==
        Lines{"z/example.zone:3: warning: *.a.example.: what a DNAME of a wildcard means is not defined"});
}

TEST_CASE("records outside of the zone are ignored with a warning") {
  const Zone zone = read("x.other. 5 A 192.0.2.1\nnotexample. 5 A 192.0.2.1\n");
  CHECK(zone.mistakes ==
        Lines{"z/example.zone:3: warning: x.other. is outside of the zone example. and is ignored",
              "z/example.zone:4: warning: notexample. is outside of the zone example. and is ignored"});
  CHECK(zone.lines().size() == 2);
}

TEST_CASE("P-19 P-21 duplicates collapse, and of mixed TTLs the lowest wins") {
  const Zone zone = read("a 5 A 192.0.2.1\nb 9 A 192.0.2.1\na 7 A 192.0.2.2\nA 6 A 192.0.2.1\n");
  CHECK(zone.mistakes ==
        Lines{"z/example.zone:3: warning: the records a.example. A differ in TTL; the lowest, 5, is used"});
  Lines lines = zone.lines();
  lines.erase(lines.begin(), lines.begin() + 2);
  CHECK(lines == Lines{"a.example. 5 A z/example.zone:3 c0000201", "a.example. 5 A z/example.zone:5 c0000202",
                       "b.example. 9 A z/example.zone:4 c0000201"});
}

TEST_CASE("duplicates are found in a large set too") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a 5 A 192.0.2." + std::to_string(i % 100) + "\n";
  CHECK(records(text).size() == 100);
}

TEST_CASE("C-25 a set that fits into no message is refused") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "a 5 TXT " + std::to_string(i) + std::string(240, 'x') + "\n";
  CHECK(read(text).mistakes ==
        Lines{"z/example.zone:3: a.example. TXT has too many records: they do not fit into one "
              "message (76690 octets, at most 60000)"});
}

TEST_CASE("records of an owner come together wherever they stand, and owners stay in order") {
  std::string text = "$TTL 5\n";
  for (int i = 0; i < 300; ++i) text += "h" + std::to_string(i) + " A 192.0.2.1\n";
  for (int i = 299; i >= 0; --i) text += "H" + std::to_string(i) + " AAAA 2001:db8::1\n";
  const auto lines = records(text);
  REQUIRE(lines.size() == 600);
  CHECK(lines[0] == "h0.example. 5 A z/example.zone:4 c0000201");
  CHECK(lines[1] == "h0.example. 5 AAAA z/example.zone:603 20010db8000000000000000000000001");
  CHECK(lines[598] == "h299.example. 5 A z/example.zone:303 c0000201");
}
