// What holds within one zone's records: one SOA, NS at the apex, nothing beside
// a CNAME, and so on.
#pragma once

#include "base/mistakes.h"
#include "zonefile/records.h"

namespace rota::zonefile {

void check_owners(const ZoneRecords& zone, const dns::Name& apex, Mistakes& mistakes);

// Of a zone whose every line could be read: what is missing, told at `at`.
void check_complete(const ZoneRecords& zone, const dns::Name& apex, const Position& at, Mistakes& mistakes);

}  // namespace rota::zonefile
