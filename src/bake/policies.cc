#include "bake/policies.h"

#include <algorithm>

#include "base/settings.h"
#include "config/pool_reader.h"

namespace rota::bake {

using config::PoolConfig;

policy::Policy read_policy(const PoolConfig& pool, Mistakes& mistakes) {
  const auto kind = policy::all_policies().find(pool.policy);
  if (kind == policy::all_policies().end()) return {};
  Settings options(pool.options, pool.at, mistakes, "[pool." + pool.name + "]");
  policy::Policy out = kind->second.read(options);
  // With none of its own, what is left is told with the keys that every pool has.
  options.finish(kind->second.options != nullptr ? *kind->second.options : config::pool_group);
  return out;
}

Policies read_policies(const config::Config& config) {
  Mistakes none;
  Policies out;
  for (const PoolConfig& pool : config.pools) out.push_back(read_policy(pool, none));
  return out;
}

PolicyMaps::PolicyMaps(const Policies& policies) {
  for (const policy::Policy& each : policies) {
    first.push_back(static_cast<std::uint32_t>(all.size()));
    all.insert(all.end(), each.maps.begin(), each.maps.end());
  }
}

bool any_asks_who(const config::Config& config) {
  return std::ranges::any_of(config.pools, [](const PoolConfig& pool) {
    const auto kind = policy::all_policies().find(pool.policy);
    return kind != policy::all_policies().end() && kind->second.asks_who;
  });
}

}  // namespace rota::bake
