// Loading configurations written in a test, and the mistakes they give.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "config/load.h"
#include "support/memory_files.h"

namespace rota::config {

// A main file in one-file form: what is given, after four lines.
inline const std::string head =
    "zone = \"example\"\nnameservers = { ns1 = \"192.0.2.53\" }\n[check.web]\ntype = \"tcp\"\n";

inline Loaded load_main(const std::string& text) {
  return load("rota.toml", test::memory_files({{"rota.toml", text}}));
}

inline test::Lines mistakes_of(const std::string& text) {
  return test::lines_of(load_main(head + text).mistakes);
}

// Of [pool.p] with the name "p" and one member, and these further lines (from 8 on).
inline test::Lines pool_mistakes(const std::string& text) {
  return mistakes_of("[pool.p]\nnames = \"p\"\nmembers = [\"192.0.2.1\"]\n" + text);
}

// Of [pool.p] with these members, in line 7.
inline test::Lines member_mistakes(const std::string& members) {
  return mistakes_of("[pool.p]\nnames = \"p\"\nmembers = " + members + "\n");
}

inline PoolConfig pool_of(const std::string& text) {
  Loaded loaded = load_main(head + "[pool.p]\nnames = \"p\"\n" + text);
  INFO(text);
  CHECK(test::lines_of(loaded.mistakes).empty());
  REQUIRE_FALSE(loaded.config.pools.empty());
  return loaded.config.pools[PoolId{0}];
}

// A zone in files of its own, beside a main file that names both.
inline Loaded load_zone(const std::string& toml, const std::string& records) {
  const std::string apex = "$TTL 60\n@ SOA ns h 1 1 1 1 1\n@ NS ns.other.\n";
  return load("c/rota.toml",
              test::memory_files({{"c/rota.toml", "zones = [\"../z/*.toml\"]\n"},
                                  {"z/e.toml", "zone = \"example.\"\nfile = \"e.zone\"\n" + toml},
                                  {"z/e.zone", apex + records}}));
}

inline test::Lines zone_mistakes(const std::string& toml, const std::string& records) {
  const Loaded loaded = load_zone(toml, records);
  CHECK_FALSE(loaded.fatal);
  REQUIRE(loaded.config.zones.size() == 1);
  CHECK((loaded.config.zones[ZoneId{0}].records == nullptr) == loaded.mistakes.has_errors());
  return test::lines_of(loaded.mistakes);
}

}  // namespace rota::config
