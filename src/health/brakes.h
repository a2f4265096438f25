// How fast a pool may lose members: within some time no more than a share of it, yet
// always one. Who may not fall yet stays failing, and its next fail asks again. Pure:
// it is told the time, and who fell when.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "health/targets.h"

namespace rota::health {

using LastFall = std::function<std::optional<Time>(TargetId target)>;

// Whether every pool that uses this target can bear its fall now.
bool may_fall(const TargetList& list, TargetId target, const LastFall& last_fall, Time now);

}  // namespace rota::health
