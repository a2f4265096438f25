// When the probes of a target are due.
#pragma once

#include <cstddef>

#include "base/clock.h"

namespace rota::health {

// `fraction` is a roll of the dice in [0, 1).

// The first probe comes promptly, yet many targets do not all start at once.
Time first_due(Time now, milliseconds interval, std::size_t targets, double fraction);

// The second probe comes after some part of the interval, so that the targets,
// whose first ones came close together, are spread over the interval from then on.
Time second_due(Time started, Time ended, milliseconds interval, double fraction);

// From the start of one probe to that of the next it is one period, give or take
// the jitter, but a target never has two probes in flight.
Time next_due(Time started, Time ended, milliseconds period, double jitter, double fraction);

}  // namespace rota::health
