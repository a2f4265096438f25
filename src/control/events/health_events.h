// What the board and the publisher tell, as events.
#pragma once

#include <vector>

#include "config/config.h"
#include "control/events/event.h"
#include "health/announce.h"
#include "health/targets.h"

namespace rota::control {

// One for each member that uses the target; of very many the first ones and how many more.
std::vector<Event> member_events(const health::Target& target, const health::News& news);

Event sight_event(const health::News& news);  // of this node as a whole

Event pool_event(const config::Config& config, std::uint32_t pool, bool all_down);

}  // namespace rota::control
