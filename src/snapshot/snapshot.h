// The world a query thread reads: all zones and all pools. A snapshot stays until
// the next reload; a change of health swaps menus inside its image.
#pragma once

#include <cstdint>
#include <memory>

#include "snapshot/image.h"
#include "snapshot/service.h"
#include "snapshot/zones.h"

namespace rota::snapshot {

struct Snapshot {
  std::shared_ptr<const Zones> zones;
  std::shared_ptr<const Image> image;
  std::uint32_t turns = 0;  // all turns of places are below
  Service service{};
};

}  // namespace rota::snapshot
