// How long a dead member may stay in use: until its checks have taken it out of the answers, and
// then until the last client has forgotten its address.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/mistakes.h"
#include "config/config.h"

namespace rota::config {

// Until a member that falls silent is out of the answers, at most: the slowest of the pool's
// checks counts. Nothing for a pool without checks, whose members are always up.
std::optional<milliseconds> worst_detection(const Config& config, const PoolConfig& pool);

// "www.lb.example: worst-case failover: 12 s detection + 30 s TTL", a line for each pool that has
// names; of many names and pools the first ones.
std::vector<std::string> failover_lines(const Config& config);

// Of a pool whose TTL keeps its dead members in use for longer than its checks do, and of a
// fallback that can never serve.
void warn_of_failover(const Config& config, const PoolConfig& pool, Mistakes& mistakes);

}  // namespace rota::config
