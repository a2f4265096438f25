#include "bake/baker.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "bake/zone_baker.h"

namespace rota::bake {

namespace {

std::string pool_key(const config::Config& config, const config::PoolConfig& pool) {
  return config.zones[pool.zone].apex.text() + " " + pool.name;
}

// The names of each zone's pools, with their slots.
std::vector<std::vector<PoolPlace>> place_pools(const config::Config& config, Slots& slots) {
  std::vector<std::vector<PoolPlace>> out(config.zones.size());
  for (std::uint32_t i = 0; i < config.pools.size(); ++i) {
    const config::PoolConfig& pool = config.pools[i];
    const std::string key = pool_key(config, pool);
    for (const config::PoolName& name : pool.names)
      for (const dns::Type type : name.types) {
        const std::uint32_t slot = slots.get(key + " " + name.owner.text() + " " + dns::text(type));
        out[pool.zone].push_back({name.owner, type, i, slot});
      }
  }
  return out;
}

}  // namespace

World::World(std::shared_ptr<config::Config> config, std::shared_ptr<const health::TargetList> targets,
             std::vector<health::TargetHealth> health, Slots& slots)
    : config_(std::move(config)),
      targets_(std::move(targets)),
      health_(std::move(health)),
      memories_(config_->pools.size()),
      is_touched_(config_->pools.size()) {
  link_targets();
  auto snapshot = std::make_shared<snapshot::Snapshot>();
  snapshot->zones = bake_zones(config_->zones, place_pools(*config_, slots));
  for (std::uint32_t i = 0; i < config_->pools.size(); ++i) snapshot->pools.push_back(bake(i));
  snapshot->slots = slots.count();
  snapshot_ = std::move(snapshot);
}

// The only place that knows which pools build on a target.
void World::link_targets() {
  pools_of_.resize(targets_->targets.size());
  for (std::uint32_t pool = 0; pool < targets_->pools.size(); ++pool)
    for (const health::MemberTargets& member : targets_->pools[pool])
      for (const auto* list : {&member.v4, &member.v6, &member.connect})
        for (const std::uint32_t target : *list)
          if (pools_of_[target].empty() || pools_of_[target].back() != pool)
            pools_of_[target].push_back(pool);
}

void World::remember(const World& before) {
  std::unordered_map<std::string, const PoolMemory*> known;
  for (std::size_t i = 0; i < before.memories_.size(); ++i)
    if (!before.memories_[i].last_good.empty())
      known[pool_key(*before.config_, before.config_->pools[i])] = &before.memories_[i];
  if (known.empty()) return;
  for (std::uint32_t i = 0; i < memories_.size(); ++i) {
    const auto old = known.find(pool_key(*config_, config_->pools[i]));
    if (old == known.end() || !memories_[i].last_good.empty()) continue;
    memories_[i] = *old->second;
    touch(i);
  }
}

bool World::update(std::uint32_t target, health::TargetHealth health) {
  if (target >= health_.size() || health_[target] == health) return false;
  const bool matters = health_[target].fit != health.fit || health_[target].in_doubt != health.in_doubt;
  health_[target] = health;
  if (matters)
    for (const std::uint32_t pool : pools_of_[target]) touch(pool);
  return matters;
}

void World::touch(std::uint32_t pool) {
  if (is_touched_[pool]) return;
  is_touched_[pool] = true;
  touched_.push_back(pool);
}

std::shared_ptr<const snapshot::Snapshot> World::rebake() {
  if (touched_.empty()) return snapshot_;
  auto next = std::make_shared<snapshot::Snapshot>(*snapshot_);
  for (const std::uint32_t pool : touched_) {
    next->pools[pool] = bake(pool);
    is_touched_[pool] = false;
  }
  touched_.clear();
  snapshot_ = std::move(next);
  return snapshot_;
}

std::shared_ptr<const snapshot::Pool> World::bake(std::uint32_t pool) {
  return bake_pool({*config_, pool, *targets_, health_}, memories_[pool]);
}

}  // namespace rota::bake
