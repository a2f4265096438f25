// Name servers within the zone must have an address in it: else resolvers cannot reach
// them (RFC 1034 section 4.2.1).
#pragma once

#include <span>

#include "base/mistakes.h"
#include "config/config.h"

namespace rota::config {

// A warning for each that has neither records nor a pool; of many the first ones.
void check_ns_addresses(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes);

}  // namespace rota::config
