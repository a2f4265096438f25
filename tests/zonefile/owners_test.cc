// Which owner a record of a zone file has.
#include "zonefile/reading.h"

using namespace rota;
using namespace rota::zonefile;
using namespace rota::test;

TEST_CASE("records of one owner that stand apart come together, in the order of the file") {
  CHECK(records("b A 192.0.2.1\na A 192.0.2.2\nB A 192.0.2.3\n$ORIGIN sub.example.\n@ TXT x\n"
                "$ORIGIN example.\na TXT y\n A 192.0.2.4\nsub A 192.0.2.5\nb A 192.0.2.6\n") ==
        Lines{"b.example. 60 A z/example.zone:3 c0000201", "b.example. 60 A z/example.zone:5 c0000203",
              "b.example. 60 A z/example.zone:12 c0000206", "a.example. 60 A z/example.zone:4 c0000202",
              "a.example. 60 A z/example.zone:10 c0000204", "a.example. 60 TXT z/example.zone:9 0179",
              "sub.example. 60 A z/example.zone:11 c0000205", "sub.example. 60 TXT z/example.zone:7 0178"});
}

TEST_CASE("the same word is another owner under another origin") {
  CHECK(records("www A 192.0.2.1\n$ORIGIN sub.example.\nwww A 192.0.2.2\n A 192.0.2.3\n") ==
        Lines{"www.example. 60 A z/example.zone:3 c0000201",
              "www.sub.example. 60 A z/example.zone:5 c0000202",
              "www.sub.example. 60 A z/example.zone:6 c0000203"});
}

TEST_CASE("the owner before an include or a $GENERATE is the owner after it") {
  const Zone zone = read_files({{"z/example.zone", apex + "a A 192.0.2.1\n$INCLUDE more\n A 192.0.2.3\n"
                                                          "$GENERATE 1-1 g$ A 192.0.2.9\n A 192.0.2.4\n"},
                                {"z/more", " A 192.0.2.2\nb A 192.0.2.7\n"}});
  CHECK(zone.mistakes.empty());
  Lines lines = zone.lines();
  lines.erase(lines.begin(), lines.begin() + 2);
  CHECK(lines == Lines{"a.example. 60 A z/example.zone:3 c0000201", "a.example. 60 A z/more:1 c0000202",
                       "a.example. 60 A z/example.zone:5 c0000203",
                       "a.example. 60 A z/example.zone:7 c0000204", "b.example. 60 A z/more:2 c0000207",
                       "g1.example. 60 A z/example.zone:6 c0000209"});
}

TEST_CASE("an owner that is no name leaves the owner before in place") {
  const Zone zone = read("a A 192.0.2.1\nb..c A 192.0.2.2\n A 192.0.2.3\n");
  CHECK(zone.mistakes.size() == 1);
}
