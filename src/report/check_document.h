// The checks of a configuration as part of its document (report/document.h): what
// people may read of them, and nothing of their settings. That settings have changed
// shows in a fingerprint, made with a key that only who may change everything is told,
// since a short secret could be guessed from it.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "base/siphash.h"
#include "config/config.h"

namespace rota::report {

// What people call each check: "web", "lb.example:web" when it stands in the file of a
// zone, "pool lb.example:web" within a pool, with a number where there are several.
IdVector<CheckId, std::string> labels_of(const config::Config& config);

// Without a key, fingerprints are null.
boost::json::array describe_checks(const config::Config& config, const std::optional<SipKey>& key);

}  // namespace rota::report
