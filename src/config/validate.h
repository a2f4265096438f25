// The rules across TOML and zone file: which names a pool may claim.
#pragma once

#include <span>

#include "base/mistakes.h"
#include "config/config.h"

namespace rota::config {

// `pools` are all of the zone's; its records may be absent.
void validate(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes);

}  // namespace rota::config
