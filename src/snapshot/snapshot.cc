#include "snapshot/snapshot.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace rota::snapshot {

Zones::Zones(std::vector<std::unique_ptr<const Zone>> zones)
    : zones_(std::move(zones)), table_(std::bit_ceil(zones_.size() * 2 + 1)) {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = 0; i < zones_.size(); ++i) {
    std::size_t at = dns::hash(zones_[i]->apex()) & mask;
    while (table_[at] != 0) at = (at + 1) & mask;
    table_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

const Zone* Zones::exactly(dns::NameView apex) const {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t at = dns::hash(apex) & mask; table_[at] != 0; at = (at + 1) & mask)
    if (const Zone& zone = *zones_[table_[at] - 1]; std::ranges::equal(zone.apex(), apex)) return &zone;
  return nullptr;
}

const Zone* Zones::find(dns::NameView name, dns::Type type) const {
  const Zone* child = nullptr;
  for (bool at_name = true;; at_name = false, name = dns::parent(name)) {
    if (const Zone* zone = exactly(name)) {
      if (!at_name || type != dns::Type::ds) return zone;
      child = zone;
    }
    if (name.size() == 1) return child;
  }
}

}  // namespace rota::snapshot
