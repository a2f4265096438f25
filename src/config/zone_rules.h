// What holds within one zone's records: one SOA, NS at the apex, nothing beside
// a CNAME, and so on.
#pragma once

#include "base/mistakes.h"
#include "config/zone_records.h"

namespace rota::config {

// `at` is where something missing is reported.
void check_zone(const ZoneRecords& zone, const dns::Name& apex, const Position& at, Mistakes& mistakes);

}  // namespace rota::config
