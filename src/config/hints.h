// The addresses that HTTPS and SVCB records give ahead (ipv4hint and ipv6hint, RFC 9460
// section 7.3): not of a name that a pool answers, whose dead members they would name on.
#pragma once

#include <span>

#include "base/mistakes.h"
#include "config/config.h"

namespace rota::config {

// `pools` are all of the zone's; its records may be absent.
void check_hints(const ZoneConfig& zone, std::span<const PoolConfig> pools, Mistakes& mistakes);

}  // namespace rota::config
