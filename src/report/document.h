// A configuration as a document, to be compared with another (`rotactl diff`): what
// decides answers, checks and shares, and nothing of how its files are written.
#pragma once

#include <optional>

#include "base/json.h"
#include "base/siphash.h"
#include "config/config.h"

namespace rota::report {

// zones, pools with their members, checks, and what of the server counts from its next
// start only. A member's `share` is what it gets while all are fit. The policies of
// all pools must be known (bake/rules.h). The key is that of fingerprints, see
// report/check_document.h; it is told with them.
boost::json::object describe(const config::Config& config, const std::optional<SipKey>& key = {});

}  // namespace rota::report
