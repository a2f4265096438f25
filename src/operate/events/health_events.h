// What the board and the publisher tell, as events.
#pragma once

#include <vector>

#include "bake/baker.h"
#include "config/config.h"
#include "health/announce.h"
#include "health/targets.h"
#include "operate/events/event.h"

namespace rota::operate {

// One for each member that uses the target; of very many the first ones and how many more.
std::vector<Event> member_events(const health::Target& target, const health::News& news);

Event blindness_event(const health::News& news);  // of this node as a whole

// That all members are down, who answers then, and when that ends; else, or besides, of each
// family that it is all down or no longer. What went bad has a reason.
std::vector<Event> pool_events(const config::Config& config, const bake::TurnedPool& turned);

}  // namespace rota::operate
