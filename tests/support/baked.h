// A World baked from pools made by hand, every target well.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bake/baker.h"
#include "support/configs.h"
#include "support/healths.h"

namespace rota::test {

// The counts of tests that do not look at what was counted.
inline stats::CountsByName& some_counts() {
  static stats::AllCounters all_counters;
  static stats::CountsByName counts(all_counters);
  return counts;
}

inline std::unique_ptr<bake::World> world_of(std::vector<config::PoolConfig> pools, bake::Slots& slots,
                                             stats::CountsByName& counts = some_counts()) {
  auto config = config_of(std::move(pools));
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  const std::size_t count = targets->targets.size();
  return std::make_unique<bake::World>(config, targets, health::TargetHealths(count, is_up), slots, counts);
}

// What answers for the addresses of this name, which must be listed.
inline snapshot::Menu menu_of(const snapshot::Snapshot& snapshot, const std::string& owner,
                              dns::Type type = dns::Type::a) {
  const dns::Name key = name(owner);
  const snapshot::ImagePlace* place = snapshot.image->find(dns::hash(key), key, type);
  if (place == nullptr) throw std::runtime_error(owner + " is not listed");
  return snapshot.image->menu(*place);
}

// How many members its first line names.
inline std::size_t members_at(const snapshot::Snapshot& snapshot, const std::string& owner) {
  return menu_of(snapshot, owner).form(0).count();
}

}  // namespace rota::test
