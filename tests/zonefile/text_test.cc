// How zone files are written, where other servers read them in one way and it was read in another.
#include "zonefile/zone_file.h"

#include <catch2/catch.hpp>

#include "zonefile/reading.h"

using namespace rota;
using namespace rota::zonefile;
using namespace rota::test;

TEST_CASE("an owner in quotes is the name within them") {
  CHECK(records("\"www\" 5 A 192.0.2.1\n") == Lines{"www.example. 5 A z/example.zone:3 c0000201"});
  CHECK(records("$ORIGIN \"b\"\nx 5 CNAME \"y\"\n") ==
        Lines{"x.b.example. 5 CNAME z/example.zone:4 01790162076578616d706c6500"});
  CHECK(read("w\"w\"w 5 A 192.0.2.1\n").mistakes == Lines{"z/example.zone:3: '\"w\"' is not a record type"});
}

TEST_CASE("a quote begins a string and ends one, wherever it stands") {
  CHECK(records("a 5 TXT v=\"spf1 -all\"\n") ==
        Lines{"a.example. 5 TXT z/example.zone:3 02763d0973706631202d616c6c"});
  CHECK(records("a 5 TXT \"x\"y\"z\"\n") == Lines{"a.example. 5 TXT z/example.zone:3 01780179017a"});
  CHECK(records("a 5 SVCB 1 . alpn=\"h2\"\n") == records("a 5 SVCB 1 . alpn=h2\n"));
  CHECK(read("a 5 SVCB 1 . \"alpn=h2\"\n").mistakes.size() == 1);
}

TEST_CASE("records that differ only in the case of a name are one") {
  CHECK(records("a 5 CNAME Foo.\nA 5 CNAME foo.\n") ==
        Lines{"a.example. 5 CNAME z/example.zone:3 03466f6f00"});
  for (const char* rdata : {"MX 1 ", "NS ", "SRV 1 1 1 ", "NAPTR 1 1 a b \"\" ", "RP . "}) {
    const std::string record = "b 5 " + std::string(rdata);
    CHECK(records(record + "Foo.\n" + record + "foO.\n").size() == 1);
  }
  // Strings keep their case, and so do names of types younger than RFC 3597.
  CHECK(records("a 5 TXT x\na 5 TXT X\n").size() == 2);
  CHECK(records("a 5 NAPTR 1 1 a b \"\" c\na 5 NAPTR 1 1 A b \"\" c\n").size() == 2);
  CHECK(records("a 5 SVCB 1 Foo.\na 5 SVCB 1 foo.\n").size() == 2);
  std::string many;
  for (int i = 0; i < 40; ++i)
    many += "a 5 MX 1 Host" + std::to_string(i) + "\na 5 MX 1 host" + std::to_string(i) + "\n";
  CHECK(records(many).size() == 40);
}

TEST_CASE("the class may be written by its number") {
  CHECK(records("a 5 CLASS1 A 192.0.2.1\n") == records("a 5 IN A 192.0.2.1\n"));
  CHECK(read("a 5 CLASS3 A 192.0.2.1\n").mistakes ==
        Lines{"z/example.zone:3: class 'CLASS3' is not supported, only IN"});
}

TEST_CASE("a TTL of more than 31 bits is 0") {
  const Zone zone =
      read("$TTL 4294967295\na A 192.0.2.1\nb 2147483648 A 192.0.2.1\nc 2147483647 A 192.0.2.1\n");
  CHECK(zone.mistakes == Lines{"z/example.zone:3: warning: the TTL 4294967295 is above 2147483647 s and is "
                               "taken as 0 (RFC 2181 section 8)",
                               "z/example.zone:5: warning: the TTL 2147483648 is above 2147483647 s and is "
                               "taken as 0 (RFC 2181 section 8)"});
  Lines lines = zone.lines();
  lines.erase(lines.begin(), lines.begin() + 2);
  CHECK(lines == Lines{"a.example. 0 A z/example.zone:4 c0000201", "b.example. 0 A z/example.zone:5 c0000201",
                       "c.example. 2147483647 A z/example.zone:6 c0000201"});
}

TEST_CASE("a carriage return alone ends a line") {
  CHECK(records("a 5 A 192.0.2.1 ; x\rb 5 A 192.0.2.2\r\nc 5 TXT (\r\n x\r)\r") ==
        Lines{"a.example. 5 A z/example.zone:3 c0000201", "b.example. 5 A z/example.zone:4 c0000202",
              "c.example. 5 TXT z/example.zone:5 0178"});
}

TEST_CASE("a name that is not in ASCII is an error that prints its A-label") {
  CHECK(read("b\xC3\xBC"
             "cher 5 A 192.0.2.1\na 5 CNAME www.b\xC3\xBC"
             "cher.example.\n$ORIGIN b\xC3\xBC"
             "cher\n")
            .mistakes == Lines{"z/example.zone:3: the name 'b\xC3\xBC"
                               "cher' is not in ASCII; write it as xn--bcher-kva",
                               "z/example.zone:4: bad rdata of CNAME: the name 'www.b\xC3\xBC"
                               "cher.example.' is not in ASCII; write it as www.xn--bcher-kva.example.",
                               "z/example.zone:5: the name 'b\xC3\xBC"
                               "cher' is not in ASCII; write it as xn--bcher-kva"});
  CHECK(records("a\\195 5 TXT \"\xC3\xBC\"\n") == Lines{"a\\195.example. 5 TXT z/example.zone:3 02c3bc"});
}
