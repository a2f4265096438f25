#include "bake/baker.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "bake/service_baker.h"
#include "bake/zone_baker.h"

namespace rota::bake {

namespace {

std::string pool_key(const config::Config& config, const config::PoolConfig& pool) {
  return config.zones[pool.zone].apex.text() + " " + pool.name;
}

std::vector<PoolName> name_pools(const config::Config& config, const Policies& policies, Slots& slots) {
  std::vector<PoolName> out;
  for (const PoolId pool : config.pools.ids()) {
    const std::string key = pool_key(config, config.pools[pool]);
    for (const config::PoolName& name : config.pools[pool].names)
      for (const dns::Type type : name.types)
        out.push_back({name.owner, type, pool,
                       slots.get(key + " " + name.owner.text() + " " + dns::text(type), type,
                                 policies[pool].children)});
  }
  return out;
}

IdVector<ZoneId, std::vector<PoolPlace>> places_by_zone(const config::Config& config,
                                                        std::span<const PoolName> names,
                                                        std::span<const snapshot::Link> places) {
  IdVector<ZoneId, std::vector<PoolPlace>> out(config.zones.size());
  for (std::size_t i = 0; i < names.size(); ++i)
    out[config.pools[names[i].pool].zone].push_back({names[i].owner, names[i].type, places[i]});
  return out;
}

// A place is found by its question alone where the whole walk would come to the
// same: not below a delegation, in a zone of its own or under a wildcard. Only
// addresses: other types bring more than their own records.
bool may_be_listed(const snapshot::Zones& zones, const PoolName& name, snapshot::Link place) {
  if (name.type != dns::Type::a && name.type != dns::Type::aaaa) return false;
  const auto node = zones.hit(dns::hash(name.owner), name.owner);
  const auto answers = node ? node->find(name.type) : std::nullopt;
  return answers && answers->from_pool && answers->place == place && !dns::is_wildcard(name.owner);
}

}  // namespace

World::World(std::shared_ptr<config::Config> config, std::shared_ptr<const health::TargetList> targets,
             health::TargetHealths health, Slots& slots, stats::CountsByName& counts,
             std::span<const MemberOverride> overrides)
    : config_(std::move(config)),
      targets_(std::move(targets)),
      health_(std::move(health)),
      policies_(read_policies(*config_)),
      maps_(policies_),
      graph_(*config_),
      pools_run_(config_->pools),
      memories_(config_->pools.size()),
      told_outages_(config_->pools.size()),
      counters_(*config_, counts),
      is_touched_(config_->pools.size()) {
  touched_.reserve(config_->pools.size());
  link_targets();
  pools_run_.replace(overrides);
  const std::vector<PoolName> names = name_pools(*config_, policies_, slots);
  pools_ = std::make_unique<PoolImage>(names, bake_pools());
  const config::ServiceConfig& service = config_->server.service;
  auto [zones, access] = bake_zones(config_->zones, service.allow_query,
                                    places_by_zone(*config_, names, pools_->places()), counters_.zones());
  for (std::size_t i = 0; i < names.size(); ++i)
    if (may_be_listed(*zones, names[i], pools_->places()[i])) pools_->list(pools_->places()[i]);
  snapshot_ = std::make_shared<const snapshot::Snapshot>(snapshot::Snapshot{
      std::move(zones), pools_->image(), slots.count(), std::make_shared<const policy::Maps>(maps_.all),
      bake_service(service, std::move(access), any_asks_who(*config_))});
}

IdVector<PoolId, std::vector<BakedMenu>> World::bake_pools() {
  const IdRange<PoolId> all = config_->pools.ids();
  std::vector<PoolId> order(all.begin(), all.end());
  sort_by_level(order);
  IdVector<PoolId, std::vector<BakedMenu>> out(order.size());
  for (const PoolId pool : order) {
    Baked baked = bake(pool);
    out[pool] = std::move(baked.menus);
    counters_.put(pool, std::move(baked.counters));
  }
  return out;
}

// A pool's bake looks at what those that it builds on remember of theirs.
void World::sort_by_level(std::vector<PoolId>& pools) const {
  std::ranges::stable_sort(pools, {}, [&](PoolId pool) { return graph_.level(pool); });
}

// The only place that knows which pools build on a target.
void World::link_targets() {
  pools_of_.resize(targets_->targets.size());
  for (const PoolId pool : targets_->pools.ids())
    for (const health::MemberTargets& member : targets_->pools[pool])
      for (const auto* list : {&member.v4, &member.v6, &member.connect})
        for (const TargetId target : *list)
          if (pools_of_[target].empty() || pools_of_[target].back() != pool)
            pools_of_[target].push_back(pool);
}

void World::remember(World& before) {
  counters_.succeed(before.counters_);
  std::unordered_map<std::string, PoolId> known;  // now
  for (const PoolId pool : memories_.ids()) known[pool_key(*config_, config_->pools[pool])] = pool;
  const auto find = [&](PoolId old) {
    const auto found = known.find(pool_key(*before.config_, before.config_->pools[old]));
    return found == known.end() ? std::nullopt : std::optional(found->second);
  };
  for (const PoolId old : before.memories_.ids()) {
    const PoolMemory& memory = before.memories_[old];
    const Outage& told = before.told_outages_[old];
    if (memory.last_good.empty() && told == Outage{}) continue;
    const auto pool = find(old);
    if (!pool) continue;
    told_outages_[*pool] = {told.down, told.serving_from ? find(*told.serving_from) : std::nullopt};
    if (add_missing_types(memories_[*pool].last_good, memory.last_good)) touch(*pool);
  }
}

std::vector<TurnedPool> World::turned_pools() {
  std::vector<TurnedPool> out;
  for (const PoolId pool : memories_.ids()) {
    const bool is_of_broken_zone = config_->pools[pool].members.empty();
    const Outage& now = memories_[pool].outage;
    if (now == told_outages_[pool] || is_of_broken_zone) continue;
    out.push_back({pool, std::exchange(told_outages_[pool], now), now});
  }
  return out;
}

bool World::update(TargetId target, health::TargetHealth health) {
  if (!health_.has(target) || health_[target] == health) return false;
  const bool matters = health_[target].fit != health.fit || health_[target].in_doubt != health.in_doubt;
  health_[target] = health;
  if (matters)
    for (const PoolId pool : pools_of_[target]) touch(pool);
  return matters;
}

bool World::override_member(const MemberOverride& said) {
  if (!pools_run_.set(said)) return false;
  touch(said.of.pool);
  return true;
}

bool World::override_members(std::span<const MemberOverride> said) {
  const std::vector<PoolId> other = pools_run_.replace(said);
  for (const PoolId pool : other) touch(pool);
  return !other.empty();
}

// Takes no memory; the graph is not deep.
void World::touch(PoolId pool) {
  if (is_touched_[pool]) return;
  touched_.push_back(pool);
  is_touched_[pool] = true;
  graph_.each_user(pool, [this](PoolId user) { touch(user); });
}

bool World::rebake() {
  if (touched_.empty()) return false;
  sort_by_level(touched_);
  for (const PoolId pool : touched_) {
    Baked baked = bake(pool);
    pools_->put(pool, baked.menus);
    counters_.put(pool, std::move(baked.counters));
  }
  if (pools_->image() != snapshot_->image)
    snapshot_ = std::make_shared<const snapshot::Snapshot>(snapshot::Snapshot{
        snapshot_->zones, pools_->image(), snapshot_->turns, snapshot_->maps, snapshot_->service});
  for (const PoolId pool : touched_) is_touched_[pool] = false;
  touched_.clear();
  return true;
}

void World::settle(std::uint64_t edition, std::uint64_t oldest) {
  pools_->close(edition);
  pools_->reclaim(oldest);
  counters_.close(edition);
  counters_.reclaim(oldest);
}

PoolReport World::report(PoolId pool) const {
  PoolReport out = report_pool(order(pool), memories_[pool]);
  out.totals = totals(pool);
  return out;
}

World::Baked World::bake(PoolId pool) {
  Baked out{bake_pool(order(pool), memories_[pool]), {}};
  out.counters = counters_.make(pool, out.menus);
  return out;
}

}  // namespace rota::bake
