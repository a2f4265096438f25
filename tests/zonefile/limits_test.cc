// What a zone file may not be too large for.
#include "zonefile/zone_file.h"

#include <catch2/catch.hpp>

#include "zonefile/reading.h"

using namespace rota;
using namespace rota::zonefile;
using namespace rota::test;

TEST_CASE("a record that fits into no message is refused, and the largest that does is not") {
  const auto text = [](std::size_t strings) {
    std::string out = "a 5 TXT (";
    for (std::size_t i = 0; i < strings; ++i) out += " " + std::string(255, 'x') + "\n";
    return out + ")\n";
  };
  CHECK(read(text(234)).mistakes.empty());
  CHECK(
      read(text(235)).mistakes ==
      Lines{
          "z/example.zone:3: a.example. TXT is too large: it does not fit into one message (60172 octets, at "
          "most 60000)"});
}

TEST_CASE("a referral whose glue fits into no message is refused") {
  const auto text = [](int addresses, const std::string& server) {
    std::string out = "cut 5 NS a.cut\ncut 5 NS b.cut\n";
    for (int i = 0; i < addresses; ++i)
      out += server + " 5 AAAA 2001:db8::" + std::to_string(i) + "\n" +
             "b.cut 5 AAAA 2001:db8::" + std::to_string(i) + "\n";
    return out;
  };
  CHECK(read(text(1000, "a.cut")).mistakes.empty());
  CHECK(read(text(1100, "a.cut")).mistakes == Lines{"z/example.zone:3: cut.example. has too much glue: with "
                                                    "its NS it has 61654 octets, and 60000 fit into "
                                                    "one message"});
  CHECK(read(text(1100, "other")).mistakes.empty());  // only b.cut is needed
}

TEST_CASE("included files are limited in number and size") {
  std::map<std::string, std::string> texts{{"z/example.zone", apex + "$INCLUDE 0\n"},
                                           {"z/9", "a 5 A 192.0.2.1\n"}};
  for (int depth = 0; depth < 9; ++depth)
    for (int i = 0; i < 40; ++i)
      texts["z/" + std::to_string(depth)] += "$INCLUDE " + std::to_string(depth + 1) + "\n";
  const auto limited = [&](std::size_t files, std::size_t size) {
    const Files memory = test::memory_files(texts);
    Mistakes mistakes;
    ZoneSource source{.path = "z/example.zone", .files = memory};
    source.most_included = files;
    source.largest_text = size;
    read_zone_file(source, dns::parse_name("example").value(), mistakes);
    REQUIRE_FALSE(mistakes.all().empty());
    return mistakes.all().front().text;
  };
  CHECK(limited(50, 1 << 20) ==
        "$INCLUDE reads more than 50 files into this zone; does a file include one that includes it?");
  CHECK(limited(10'000, 100'000) == "the zone and what it includes have more than 100000 octets");
}

TEST_CASE("what is being loaded ends when it is interrupted") {
  std::map<std::string, std::string> texts{{"z/example.zone", apex + "$INCLUDE 0\n"}};
  for (int depth = 0; depth < 9; ++depth)
    for (int i = 0; i < 40; ++i)
      texts["z/" + std::to_string(depth)] += "$INCLUDE " + std::to_string(depth + 1) + "\n";
  const std::atomic<bool> interrupted{true};
  const Files memory = test::memory_files(texts);
  Mistakes mistakes;
  ZoneSource source{.path = "z/example.zone", .files = memory};
  source.interrupted = &interrupted;
  CHECK(read_zone_file(source, dns::parse_name("example").value(), mistakes) == nullptr);
  CHECK(test::lines_of(mistakes).front() == "z/example.zone: loading was interrupted");
}
