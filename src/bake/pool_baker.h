// One pool -> its menus: who may serve, the policy's menu over them, and every
// line of it encoded.
#pragma once

#include <span>
#include <vector>

#include "bake/eligible.h"
#include "config/config.h"
#include "health/targets.h"
#include "snapshot/menu.h"

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

struct BakedMenu {
  dns::Type type{};
  snapshot::MenuDraft menu;
};

// One menu for every type that a pool of its kind may ever answer, empty ones
// too. The policy of every pool must be known (bake/rules.h).
std::vector<BakedMenu> bake_pool(const PoolOrder& order, PoolMemory& memory);

// The size of the largest answer the pool can ever give, in octets of records.
std::size_t largest_answer(const config::PoolConfig& pool);

}  // namespace rota::bake
