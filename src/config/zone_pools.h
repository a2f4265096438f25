// All pools of one zone: their tables, who falls back to whom, and the names
// that differ from their pool.
#pragma once

#include "config/pool_reader.h"

namespace rota::config {

extern const Group name_group;
inline constexpr Row pools_row{
    .key = "pool", .type = ValueType::table, .many = Many::map, .group = &pool_group};
inline constexpr Row names_row{
    .key = "name", .type = ValueType::table, .many = Many::map, .group = &name_group};

// Appends to Config::pools.
void read_pools(Settings& zone, Config& config, const PoolPlace& place);

}  // namespace rota::config
