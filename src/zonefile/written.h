// Records that are not written in a zone file but each as a text of its own, with its owner
// beside it: "A 192.0.2.9", "300 IN MX 10 mail". The rules are those of a zone file.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/mistakes.h"
#include "dns/name.h"
#include "zonefile/builder.h"

namespace rota::zonefile {

struct WrittenRecord {
  dns::Name owner;  // in the zone
  std::string text;
  Position at;
};

// Adds them to what the builder has; those without a TTL get this one, in seconds. Names in their
// data that end without a dot are in the zone.
void add_written(std::span<const WrittenRecord> records, const dns::Name& apex, std::uint32_t ttl,
                 ZoneBuilder& builder, Mistakes& mistakes);

// All that was added, held against the rules of a whole zone; null after a mistake, also one that
// was noted before. What the zone lacks is told at `at`.
std::shared_ptr<const ZoneRecords> finish_written(ZoneBuilder& builder, const dns::Name& apex,
                                                  const Position& at, Mistakes& mistakes);

}  // namespace rota::zonefile
