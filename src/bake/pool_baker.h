// One pool -> a snapshot::Pool: who may serve, the policy's menu over them, and
// every line of it encoded.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "bake/eligible.h"
#include "config/config.h"
#include "health/targets.h"
#include "snapshot/pool.h"

namespace rota::bake {

// What a pool remembers from bake to bake: whom it last named while anybody was
// fit, for all_down = "last_good".
struct PoolMemory {
  Named last_good;
};

struct PoolOrder {
  const config::Config& config;
  std::size_t pool = 0;  // index of config.pools
  const health::TargetList& targets;
  std::span<const health::TargetHealth> health;  // by index of targets
};

// The policy of every pool must be known (bake/rules.h).
std::shared_ptr<const snapshot::Pool> bake_pool(const PoolOrder& order, PoolMemory& memory);

// The size of the largest answer the pool can ever give, in octets of records.
std::size_t largest_answer(const config::PoolConfig& pool);

}  // namespace rota::bake
