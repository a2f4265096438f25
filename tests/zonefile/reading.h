// Zone files of a test, read; and their records as text.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "support/hex.h"
#include "support/memory_files.h"
#include "zonefile/zone_file.h"

namespace rota::zonefile {

struct Zone {
  std::shared_ptr<const ZoneRecords> records;
  test::Lines mistakes;

  // "owner TTL TYPE line hex" of every record.
  test::Lines lines() const {
    test::Lines out;
    REQUIRE(records);
    for (const Owner& owner : records->owners) {
      for (const Record& record : records->of(owner)) {
        out.push_back(dns::text(records->name(owner)) + " " + std::to_string(record.ttl) + " " +
                      dns::text(record.type) + " " + records->at(record).text() + " " +
                      test::hex(records->rdata(record)));
      }
    }
    return out;
  }
};

inline Zone read_files(std::map<std::string, std::string> texts, std::size_t most_generated = 1000) {
  Zone out;
  Mistakes mistakes;
  const Files files = test::memory_files(std::move(texts));
  out.records =
      read_zone_file({"z/example.zone", files, most_generated}, dns::parse_name("example").value(), mistakes);
  out.mistakes = test::lines_of(mistakes);
  CHECK((out.records == nullptr) == mistakes.has_errors());
  return out;
}

// With a SOA and NS in lines 1 and 2.
inline const std::string apex = "@ 60 SOA ns h 1 1 1 1 1\n@ 60 NS ns.other.\n";
inline Zone read(const std::string& text) { return read_files({{"z/example.zone", apex + text}}); }

// What stands after those two lines.
inline test::Lines records(const std::string& text) {
  const Zone zone = read(text);
  CHECK(zone.mistakes.empty());
  test::Lines out = zone.lines();
  out.erase(out.begin(), out.begin() + 2);
  return out;
}

}  // namespace rota::zonefile
