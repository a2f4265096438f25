// All nodes of one zone, one after the other in the order of the block: for those who
// list a zone. The names that hide below a cut or another zone, and the empty ones
// between, are among them. Stays good while the Zones are there.
#pragma once

#include <cstdint>
#include <optional>

#include "snapshot/zones.h"

namespace rota::snapshot {

class ZoneWalk {
 public:
  ZoneWalk(const Zones& zones, ZoneSlot zone)
      : zones_(&zones), zone_(zone), next_(zones.at(zone).head().first * place_unit) {}

  // Nothing once all have been given.
  std::optional<Node> next();

 private:
  const Zones* zones_;
  ZoneSlot zone_;
  std::size_t next_;  // offset in the block
};

}  // namespace rota::snapshot
