// The immutable world a query thread reads: all zones and all pools. A change of
// health makes a new Snapshot that shares everything but the pools it touched.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "snapshot/pool.h"
#include "snapshot/zones.h"

namespace rota::snapshot {

struct Snapshot {
  std::shared_ptr<const Zones> zones;
  std::vector<std::shared_ptr<const Pool>> pools;
  std::uint32_t slots = 0;  // one more than the largest slot in use
};

}  // namespace rota::snapshot
