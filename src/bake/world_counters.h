// All that is counted of one world: a group for each zone, and one for each menu in
// use. The publisher's thread, once the world is made.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "bake/pool_baker.h"
#include "config/config.h"
#include "stats/counter_groups.h"
#include "stats/totals.h"

namespace rota::bake {

class WorldCounters {
 public:
  WorldCounters(const config::Config& config, stats::CountsByName& counts);

  // The first counter of each zone.
  IdVector<ZoneId, std::uint32_t> zones() const;

  // Counters for these menus of the pool, set in them. They count once they are handed
  // to put(), which cannot fail: the menus are the pool's from now on, and the counters
  // of the ones before leave.
  using CounterGroups = std::vector<std::unique_ptr<stats::CounterGroup>>;
  CounterGroups make(PoolId pool, std::vector<BakedMenu>& menus);
  void put(PoolId pool, CounterGroups made) noexcept;
  // Those of the world before leave all; the counts stay.
  void succeed(WorldCounters& before);

  // As bake::Room: what has left is gone as of `edition`; readers have all reached it.
  void close(std::uint64_t edition) noexcept;
  void reclaim(std::uint64_t edition);

  stats::PoolTotals totals(PoolId pool);
  stats::Totals totals();
  void sample();  // every sample_interval: the last minute is seen from there

 private:
  static constexpr std::uint64_t not_out = ~std::uint64_t{0};
  struct Retired {
    std::unique_ptr<stats::CounterGroup> group;
    std::uint64_t edition = not_out;
  };

  stats::NamedMembers counts_of(const std::vector<std::vector<Leaf>>& lines) const;
  void retire(CounterGroups& groups) noexcept;
  void collect_gone();
  void collect();
  stats::PoolTotals read(PoolId pool) const;

  stats::CountsByName& counts_;
  IdVector<PoolId, std::shared_ptr<const stats::PoolCounts>> pools_;
  IdVector<ZoneId, std::unique_ptr<stats::ZoneCounters>> zones_;
  IdVector<PoolId, CounterGroups> menus_;
  std::vector<Retired> retired_;  // in the order of editions
};

}  // namespace rota::bake
