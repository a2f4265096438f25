#include "bake/tallies.h"

#include <algorithm>
#include <utility>

#include "base/make_room.h"

namespace rota::bake {

namespace {

stats::PoolNames names_of(const config::Config& config, const config::PoolConfig& pool) {
  stats::PoolNames out{config.zones[pool.zone].apex.text(), pool.name, {}};
  for (const config::MemberConfig& member : pool.members) out.members.push_back(member.name);
  return out;
}

}  // namespace

Tallies::Tallies(const config::Config& config, stats::Accounts& accounts)
    : accounts_(accounts), menus_(config.pools.size()) {
  for (const config::PoolConfig& pool : config.pools) pools_.push_back(accounts.pool(names_of(config, pool)));
  for (const config::ZoneConfig& zone : config.zones)
    zones_.push_back(std::make_unique<stats::ZoneTally>(accounts, accounts.zone(zone.apex.text())));
}

IdVector<ZoneId, std::uint32_t> Tallies::zones() const {
  IdVector<ZoneId, std::uint32_t> out;
  for (const auto& zone : zones_) out.push_back(zone->first());
  return out;
}

Tallies::Tallied Tallies::make(std::uint32_t pool, std::vector<BakedMenu>& menus) {
  Tallied out;
  for (BakedMenu& baked : menus) {
    if (baked.menu.lines.empty()) continue;
    auto tally = std::make_unique<stats::MenuTally>(
        accounts_, baked.type, pools_[pool],
        stats::NamedMembers{std::move(baked.named), pools_[baked.named_of.value]});
    for (std::size_t line = 0; line < baked.menu.lines.size(); ++line)
      baked.menu.lines[line].counter = tally->counter(line);
    out.push_back(std::move(tally));
  }
  make_room(retired_, menus_[pool].size());
  return out;
}

void Tallies::put(std::uint32_t pool, Tallied made) noexcept {
  retire(menus_[pool]);
  menus_[pool] = std::move(made);
}

// There is room for them.
void Tallies::retire(Tallied& tallies) noexcept {
  for (auto& tally : tallies) retired_.push_back({std::move(tally), not_out});
  tallies.clear();
}

void Tallies::succeed(Tallies& before) {
  std::size_t count = before.retired_.size() + before.zones_.size();
  for (const Tallied& menus : before.menus_) count += menus.size();
  make_room(retired_, count);
  for (Retired& old : before.retired_) retired_.push_back(std::move(old));
  before.retired_.clear();
  for (auto& zone : before.zones_) retired_.push_back({std::move(zone), not_out});
  before.zones_ = {};
  for (Tallied& menus : before.menus_) retire(menus);
}

void Tallies::close(std::uint64_t edition) noexcept {
  for (auto one = retired_.rbegin(); one != retired_.rend() && one->edition == not_out; ++one)
    one->edition = edition;
}

void Tallies::reclaim(std::uint64_t edition) {
  const auto first_kept =
      std::ranges::find_if(retired_, [&](const Retired& one) { return one.edition > edition; });
  for (auto one = retired_.begin(); one != first_kept; ++one)
    one->tally->collect();  // for the last time: nobody counts there any more
  retired_.erase(retired_.begin(), first_kept);
}

// What was counted where menus and zones were that are not in use any more.
void Tallies::collect_gone() {
  for (const Retired& old : retired_) old.tally->collect();
}

void Tallies::collect() {
  collect_gone();
  for (const auto& zone : zones_) zone->collect();
  for (const Tallied& menus : menus_)
    for (const auto& menu : menus) menu->collect();
}

stats::PoolTotals Tallies::totals(std::uint32_t pool) {
  collect_gone();
  for (const auto& menu : menus_[pool]) menu->collect();
  return read(pool);
}

stats::Totals Tallies::totals() {
  collect();
  stats::Totals out;
  for (std::uint32_t i = 0; i < pools_.size(); ++i) out.pools.push_back(read(i));
  for (const auto& zone : zones_) out.zones.push_back(zone->account().responses);
  out.ready_a = accounts_.ready()->a;
  out.ready_aaaa = accounts_.ready()->aaaa;
  return out;
}

stats::PoolTotals Tallies::read(std::uint32_t pool) const {
  stats::PoolTotals out{pools_[pool]->pool->answers, {}};
  double parts = 0;
  const auto late = [](const stats::MemberAccount& member) { return member.parts - member.before.back(); };
  for (const auto& member : pools_[pool]->members) parts += late(*member);
  for (const auto& member : pools_[pool]->members)
    out.members.push_back({member->given, parts > 0 ? std::optional(late(*member) / parts) : std::nullopt});
  return out;
}

void Tallies::sample() {
  collect();
  for (const auto& pool : pools_)
    for (const auto& member : pool->members) {
      std::shift_right(member->before.begin(), member->before.end(), 1);
      member->before.front() = member->parts;
    }
}

}  // namespace rota::bake
