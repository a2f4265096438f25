#include "stats/counts_by_name.h"

namespace rota::stats {

namespace {

template <class Count>
std::shared_ptr<Count> find_or_make(std::weak_ptr<Count>& known) {
  auto out = known.lock();
  if (!out) known = out = std::make_shared<Count>();
  return out;
}

}  // namespace

std::shared_ptr<ZoneCount> CountsByName::zone(const std::string& apex) { return find_or_make(zones_[apex]); }

std::shared_ptr<const PoolCounts> CountsByName::pool(const PoolNames& names) {
  Pool& known = pools_[names.apex + " " + names.pool];
  auto out = std::make_shared<PoolCounts>();
  out->zone = zone(names.apex);
  out->pool = find_or_make(known.count);
  for (const std::string& member : names.members) out->members.push_back(find_or_make(known.members[member]));
  return out;
}

void CountsByName::forget() {
  const auto is_gone = [](const auto& known) { return known.second.expired(); };
  std::erase_if(zones_, is_gone);
  for (auto& [name, pool] : pools_) std::erase_if(pool.members, is_gone);
  std::erase_if(pools_, [](const auto& known) { return known.second.count.expired(); });
}

}  // namespace rota::stats
