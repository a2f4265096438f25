// Records, pool names and access lists of all zones -> snapshot::Zones and Access.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id.h"
#include "config/config.h"
#include "snapshot/access.h"
#include "snapshot/zones.h"

namespace rota::bake {

// A name and type that a pool answers.
struct PoolPlace {
  dns::NameView owner;
  dns::Type type{};
  std::uint32_t place = 0;  // of the image
};

// The zones in the order of the snapshot, and who may query each: both are laid out
// by one loop, so that no list is ever that of another zone.
struct BakedZones {
  std::shared_ptr<const snapshot::Zones> zones;
  snapshot::Access access;
};

// `places` are the names of each zone's pools, `first_counters` the first of each zone's
// counters; `server` is the access list of zones that have none of their own. Takes the
// zones' records: each zone's are freed as soon as it is written. One without records
// is broken.
BakedZones bake_zones(IdVector<ZoneId, config::ZoneConfig>& zones, const snapshot::AccessList& server,
                      const IdVector<ZoneId, std::vector<PoolPlace>>& places,
                      const IdVector<ZoneId, CounterId>& first_counters);

}  // namespace rota::bake
