// The members of a pool: strings or tables; addresses, targets (CNAME) or
// targets with ports (SRV), never mixed.
#pragma once

#include <cstdint>

#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

// Reads `members` of a pool and with them the kind of the pool.
void read_members(Settings& settings, PoolConfig& pool);

std::uint32_t largest_weight(PoolKind kind);  // that a member may have; the least is 0

}  // namespace rota::config
