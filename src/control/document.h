// A configuration as a document, to be compared with another (`rotactl diff`): what
// decides answers, checks and shares, and nothing of how its files are written.
#pragma once

#include "base/json.h"
#include "config/config.h"

namespace rota::control {

// zones, pools with their members, checks, and what of the server counts from its next
// start only. A member's `share` is what it gets while all are fit. The policies of
// all pools must be known (bake/rules.h).
boost::json::object describe(const config::Config& config);

}  // namespace rota::control
