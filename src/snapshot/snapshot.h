// The immutable world a query thread reads: all zones and all pools. A change of
// health makes a new Snapshot that shares everything but the pools it touched.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "snapshot/pool.h"
#include "snapshot/zone.h"

namespace rota::snapshot {

// All zones, found by name; shared between snapshots until the next reload.
class Zones {
 public:
  explicit Zones(std::vector<std::unique_ptr<const Zone>> zones);

  // The zone with the longest apex at or above `name` (lower-cased). Of a DS query
  // at an apex: the parent's zone where we serve that too, since DS stands above
  // the cut (RFC 4035 section 3.1.4.1).
  const Zone* find(dns::NameView name, dns::Type type) const;

  std::size_t size() const { return zones_.size(); }
  const Zone& at(std::size_t index) const { return *zones_[index]; }

 private:
  const Zone* exactly(dns::NameView apex) const;

  std::vector<std::unique_ptr<const Zone>> zones_;
  std::vector<std::uint32_t> table_;  // index of zones_ + 1 by hash of the apex; 0 = empty
};

struct Snapshot {
  std::shared_ptr<const Zones> zones;
  std::vector<std::shared_ptr<const Pool>> pools;
  std::uint32_t slots = 0;  // one more than the largest slot in use
};

}  // namespace rota::snapshot
