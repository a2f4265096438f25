// All pools of one zone: their tables, who falls back to whom, and the names
// that differ from their pool.
#pragma once

#include "config/pool_reader.h"

namespace rota::config {

// Appends to Config::pools.
void read_pools(Settings& zone, Config& config, const PoolPlace& place);

}  // namespace rota::config
