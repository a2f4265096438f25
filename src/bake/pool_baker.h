// One pool -> its menus: who may serve, the policy's menu over them, and every
// line of it encoded.
#pragma once

#include <cstdint>
#include <vector>

#include "bake/serving.h"
#include "config/config.h"
#include "snapshot/menu.h"

namespace rota::bake {

struct BakedMenu {
  dns::Type type{};
  snapshot::MenuDraft menu;
  std::vector<std::vector<Leaf>> named{};  // whom each line names, in answer order
  PoolId by{};                             // whose policy it is: the pool itself, or one along its fallbacks
};

// One menu for every type that a pool of its kind may ever answer, empty ones
// too. The policy of every pool must be known (bake/rules.h).
std::vector<BakedMenu> bake_pool(const PoolOrder& order, PoolMemory& memory);

// The size of the largest answer the pool can ever give, in octets of records: whatever
// the operator will say, each member may serve, and with any weight.
std::size_t largest_answer(const config::PoolConfig& pool);

}  // namespace rota::bake
