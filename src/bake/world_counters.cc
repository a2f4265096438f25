#include "bake/world_counters.h"

#include <algorithm>
#include <set>
#include <utility>

namespace rota::bake {

namespace {

stats::PoolNames names_of(const config::Config& config, const config::PoolConfig& pool) {
  stats::PoolNames out{config.zones[pool.zone].apex.text(), pool.name, {}};
  for (const config::MemberConfig& member : pool.members) out.members.push_back(member.name);
  return out;
}

}  // namespace

WorldCounters::WorldCounters(const config::Config& config, stats::CountsByName& counts)
    : counts_(counts), menus_(config.pools.size()) {
  for (const config::PoolConfig& pool : config.pools) pools_.push_back(counts.pool(names_of(config, pool)));
  for (const config::ZoneConfig& zone : config.zones)
    zones_.push_back(std::make_unique<stats::ZoneCounters>(counts, counts.zone(zone.apex.text())));
}

IdVector<ZoneId, CounterId> WorldCounters::zones() const {
  IdVector<ZoneId, CounterId> out;
  for (const auto& zone : zones_) out.push_back(zone->first());
  return out;
}

stats::NamedMembers WorldCounters::counts_of(const std::vector<std::vector<Leaf>>& lines) const {
  stats::NamedMembers out;
  std::set<PoolId> pools;
  for (const std::vector<Leaf>& line : lines) {
    auto& counts = out.lines.emplace_back();
    for (const Leaf& leaf : line) {
      counts.push_back(pools_[leaf.pool]->members[leaf.member].get());
      pools.insert(leaf.pool);
    }
  }
  for (const PoolId pool : pools) out.pools.push_back(pools_[pool]);
  return out;
}

WorldCounters::CounterGroups WorldCounters::make(PoolId pool, std::vector<BakedMenu>& menus) {
  CounterGroups out;
  for (BakedMenu& baked : menus) {
    if (baked.menu.lines.empty()) continue;
    auto group =
        std::make_unique<stats::MenuCounters>(counts_, baked.type, pools_[pool], counts_of(baked.named));
    for (std::size_t line = 0; line < baked.menu.lines.size(); ++line)
      baked.menu.lines[line].counter = group->counter(line);
    out.push_back(std::move(group));
  }
  retired_.make_room(menus_[pool].size());
  return out;
}

void WorldCounters::put(PoolId pool, CounterGroups made) noexcept {
  retire(menus_[pool]);
  menus_[pool] = std::move(made);
}

// There is room for them.
void WorldCounters::retire(CounterGroups& groups) noexcept {
  for (auto& group : groups) retired_.push(std::move(group));
  groups.clear();
}

void WorldCounters::succeed(WorldCounters& before) {
  std::size_t count = before.retired_.size() + before.zones_.size();
  for (const CounterGroups& menus : before.menus_) count += menus.size();
  retired_.make_room(count);
  retired_.take_over(before.retired_);
  for (auto& zone : before.zones_) retired_.push(std::move(zone));
  before.zones_ = {};
  for (CounterGroups& menus : before.menus_) retire(menus);
}

void WorldCounters::reclaim(std::uint64_t edition) {
  // For the last time: nobody counts there any more.
  for (const auto& group : retired_.reclaim(edition)) group->collect();
}

// What was counted where menus and zones were that are not in use any more.
void WorldCounters::collect_gone() {
  retired_.each([](const auto& group) { group->collect(); });
}

void WorldCounters::collect() {
  collect_gone();
  for (const auto& zone : zones_) zone->collect();
  for (const CounterGroups& menus : menus_)
    for (const auto& menu : menus) menu->collect();
}

stats::PoolTotals WorldCounters::totals(PoolId pool) {
  collect_gone();
  for (const auto& menu : menus_[pool]) menu->collect();
  return read(pool);
}

stats::Totals WorldCounters::totals() {
  collect();
  stats::Totals out;
  for (const PoolId pool : pools_.ids()) out.pools.push_back(read(pool));
  for (const auto& zone : zones_) out.zones.push_back(zone->count().responses);
  out.ready_a = counts_.ready()->a;
  out.ready_aaaa = counts_.ready()->aaaa;
  return out;
}

stats::PoolTotals WorldCounters::read(PoolId pool) const {
  stats::PoolTotals out{pools_[pool]->pool->answers, {}};
  double parts = 0;
  const auto late = [](const stats::MemberCount& member) { return member.parts - member.before.back(); };
  for (const auto& member : pools_[pool]->members) parts += late(*member);
  for (const auto& member : pools_[pool]->members)
    out.members.push_back({.given = member->given,
                           .share = parts > 0 ? std::optional(late(*member) / parts) : std::nullopt,
                           .given_aaaa = member->given_aaaa});
  return out;
}

void WorldCounters::sample() {
  collect();
  for (const auto& pool : pools_)
    for (const auto& member : pool->members) {
      std::shift_right(member->before.begin(), member->before.end(), 1);
      member->before.front() = member->parts;
    }
}

}  // namespace rota::bake
