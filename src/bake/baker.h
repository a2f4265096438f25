// Config + health -> Snapshot. A full bake per configuration; a change of health
// bakes the pools it touches and swaps their menus inside the snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "bake/overridden.h"
#include "bake/pool_baker.h"
#include "bake/pool_image.h"
#include "bake/report.h"
#include "bake/slots.h"
#include "bake/world_counters.h"
#include "config/config.h"
#include "config/pool_graph.h"
#include "health/targets.h"
#include "snapshot/snapshot.h"
#include "stats/totals.h"

namespace rota::bake {

// A pool whose members came to be all down in a family, or are no longer, or that another
// pool answers for from now on.
struct TurnedPool {
  PoolId pool;
  Outage before;
  Outage now;
};

// A pool's report and what it was made of, for whoever looks at it later.
struct ReportedPool {
  PoolReport report;
  std::shared_ptr<const config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
};

// One configuration with all that baking its pools anew needs.
class World {
 public:
  // The full bake, with the health known so far and the operator's word. Takes the
  // zones' records out of `config`: they are in the snapshot then. check_pools() must
  // have passed.
  World(std::shared_ptr<config::Config> config, std::shared_ptr<const health::TargetList> targets,
        health::TargetHealths health, Slots& slots, stats::CountsByName& counts,
        std::span<const MemberOverride> overrides = {});

  // Takes over what pools of the same zone and name remembered in the world before, and
  // what is still being counted of it: it is never to be published again.
  void remember(World& before);

  std::shared_ptr<const snapshot::Snapshot> snapshot() const { return snapshot_; }
  const config::Config& config() const { return *config_; }
  const health::TargetList& targets() const { return *targets_; }
  // The same, to be kept by whoever looks at a report later.
  std::shared_ptr<const config::Config> shared_config() const { return config_; }
  std::shared_ptr<const health::TargetList> shared_targets() const { return targets_; }

  // What this pool answers and why, with all that was noted so far.
  PoolReport report(PoolId pool) const;
  ReportedPool reported(PoolId pool) const { return {report(pool), config_, targets_}; }

  // A pool with all that its bake looks at: as it is run now, the operator's word
  // included, and what it remembers.
  PoolOrder order(PoolId pool) const {
    return {*config_, pool, *targets_, health_, policies_, &pools_run_, &memories_};
  }
  const PoolMemory& memory(PoolId pool) const { return memories_[pool]; }

  // Notes a target's health; true when it differs from what was known.
  bool update(TargetId target, health::TargetHealth health);

  // What the operator says of one member, in place of all that was said of it before;
  // or of all members: those not named are run as their files say. True when some
  // pool is run differently.
  bool override_member(const MemberOverride& said);
  bool override_members(std::span<const MemberOverride> said);

  // Bakes the pools touched since the last call: snapshot() answers accordingly at
  // once. True when there was one; a new edition is to be published then. Where it throws,
  // each pool answers as before or as it should now, and the next call tries again.
  bool rebake();

  // The pools whose members came to be all down in a family since the last call, or are no
  // longer. What the world before this one told is remembered.
  std::vector<TurnedPool> turned_pools();

  // What rebake() replaced is gone as of `edition`; readers have all reached `oldest`.
  void settle(std::uint64_t edition, std::uint64_t oldest);

  // What has been answered; looking changes nothing that anybody else sees. The
  // publisher's thread.
  stats::PoolTotals totals(PoolId pool) const { return counters_.totals(pool); }
  stats::Totals totals() const { return counters_.totals(); }
  void sample() { counters_.sample(); }  // each sample_interval

 private:
  IdVector<PoolId, std::vector<BakedMenu>> bake_pools();
  void sort_by_level(std::vector<PoolId>& pools) const;
  void link_targets();
  void touch(PoolId pool);  // and all that build on it
  // The pool's menus, and what is counted of them once they are in the image.
  struct Baked {
    std::vector<BakedMenu> menus;
    WorldCounters::CounterGroups counters;
  };
  Baked bake(PoolId pool);

  std::shared_ptr<config::Config> config_;
  std::shared_ptr<const health::TargetList> targets_;
  health::TargetHealths health_;
  const Policies policies_;  // of the pools of config_
  const PolicyMaps maps_;
  config::PoolGraph graph_;                           // of the pools of config_
  OverriddenPools pools_run_;                         // the pools of config_
  IdVector<TargetId, std::vector<PoolId>> pools_of_;  // who must be baked when it changes
  IdVector<PoolId, PoolMemory> memories_;
  IdVector<PoolId, Outage> told_outages_;  // by turned_pools()
  mutable WorldCounters counters_;         // looking into the counts brings them up to date
  std::vector<PoolId> touched_;
  IdVector<PoolId, bool> is_touched_;  // with a pool all that build on it are
  std::unique_ptr<PoolImage> pools_;   // null only while this is made
  std::shared_ptr<const snapshot::Snapshot> snapshot_;
};

}  // namespace rota::bake
