// All that is counted of one world: a group for each zone, and one for each menu in
// use. The publisher's thread, once the world is made.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "bake/pool_baker.h"
#include "bake/retired.h"
#include "config/config.h"
#include "stats/counter_groups.h"
#include "stats/totals.h"

namespace rota::bake {

class WorldCounters {
 public:
  WorldCounters(const config::Config& config, stats::CountsByName& counts);

  // The first counter of each zone.
  IdVector<ZoneId, CounterId> zones() const;

  // Counters for these menus of the pool, set in them. They count once they are handed
  // to put(), which cannot fail: the menus are the pool's from now on, and the counters
  // of the ones before leave.
  using CounterGroups = std::vector<std::unique_ptr<stats::CounterGroup>>;
  CounterGroups make(PoolId pool, std::vector<BakedMenu>& menus);
  void put(PoolId pool, CounterGroups made) noexcept;
  // Those of the world before leave all; the counts stay.
  void succeed(WorldCounters& before);

  // As bake::Room: what has left is gone as of `edition`; readers have all reached it.
  void close(std::uint64_t edition) noexcept { retired_.close(edition); }
  void reclaim(std::uint64_t edition);

  stats::PoolTotals totals(PoolId pool);
  stats::Totals totals();
  void sample();  // every sample_interval: the last minute is seen from there

 private:
  stats::NamedMembers counts_of(const std::vector<std::vector<Leaf>>& lines) const;
  void retire(CounterGroups& groups) noexcept;
  void collect_gone();
  void collect();
  stats::PoolTotals read(PoolId pool) const;

  stats::CountsByName& counts_;
  IdVector<PoolId, std::shared_ptr<const stats::PoolCounts>> pools_;
  IdVector<ZoneId, std::unique_ptr<stats::ZoneCounters>> zones_;
  IdVector<PoolId, CounterGroups> menus_;
  Retired<std::unique_ptr<stats::CounterGroup>> retired_;
};

}  // namespace rota::bake
