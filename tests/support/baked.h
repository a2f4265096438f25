// A World baked from pools made by hand, every target well.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "bake/baker.h"
#include "support/configs.h"
#include "support/healths.h"

namespace rota::test {

inline std::unique_ptr<bake::World> world_of(std::vector<config::PoolConfig> pools, bake::Slots& slots) {
  auto config = config_of(std::move(pools));
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  const std::size_t count = targets->targets.size();
  return std::make_unique<bake::World>(config, targets, std::vector(count, is_up), slots);
}

}  // namespace rota::test
