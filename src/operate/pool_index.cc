#include "operate/pool_index.h"

#include <utility>

namespace rota::operate {

namespace {

// Neither holds an octet 0: zones are in presentation form, names come from TOML keys.
std::string name_of(const std::string& zone, const std::string& pool) { return zone + '\0' + pool; }

}  // namespace

PoolIndex::PoolIndex(std::shared_ptr<const config::Config> config) : config_(std::move(config)) {
  for (const PoolId id : config_->pools.ids()) {
    const config::PoolConfig& pool = config_->pools[id];
    pools_.emplace(name_of(zone_text(config_->zones[pool.zone]), pool.name), id);
  }
}

std::optional<Leaf> PoolIndex::find(const config::MemberKey& key) const {
  const auto pool = pools_.find(name_of(key.zone, key.pool));
  if (pool == pools_.end()) return {};
  const auto member = find_member(config_->pools[pool->second], key.member);
  return member ? std::optional(Leaf{pool->second, *member}) : std::nullopt;
}

}  // namespace rota::operate
