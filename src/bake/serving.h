// Who of a pool answers now, for how long that may be remembered, and by which menu.
// What is baked and what is told of it (bake/report.h) both come from here: there is
// no second judgement.
#pragma once

#include <cstdint>
#include <span>

#include "bake/eligible.h"
#include "bake/overridden.h"
#include "config/config.h"
#include "health/targets.h"
#include "policy/policy.h"

namespace rota::bake {

// What a pool remembers from bake to bake.
struct PoolMemory {
  Named last_good;        // whom it named while anybody was fit, for all_down = "last_good"
  bool all_down = false;  // nobody was fit at the last bake
};

struct PoolOrder {
  const config::Config& config;
  std::size_t pool = 0;  // index of config.pools
  const health::TargetList& targets;
  std::span<const health::TargetHealth> health;  // by index of targets
  const OverriddenPools* overridden = nullptr;   // null: the pools are run as written

  // As it is run: this one's, or another that it builds on.
  const config::PoolConfig& pool_at(std::size_t index) const {
    return overridden != nullptr ? (*overridden)[index] : config.pools[index];
  }
  const config::PoolConfig& own_pool() const { return pool_at(pool); }
};

struct Serving {
  Eligible eligible;
  const config::PoolConfig* pool = nullptr;  // its policy and members: the pool's own, or its fallback's
  std::uint32_t ttl = 0;                     // seconds
  bool all_down = false;                     // nobody is fit: the pool's rule for that is in force
};

Serving decide(const PoolOrder& order, const PoolMemory& memory);

// What is to be remembered of it for the next time.
void remember(const PoolOrder& order, const Serving& serving, PoolMemory& memory);

// The policy's menu over these members; without a line when there are none.
policy::Menu menu_of(const config::PoolConfig& pool, const Candidates& candidates);

}  // namespace rota::bake
