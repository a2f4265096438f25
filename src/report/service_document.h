// How a server answers, beyond zones and pools, as JSON: part of the document of a
// configuration (report/document.h). Secrets are not in it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <vector>

#include "config/config.h"

namespace rota::report {

boost::json::object describe(const config::ServiceConfig& service);

// Null when there is no list: everybody may.
boost::json::value describe(const std::optional<std::vector<Prefix>>& allowed);

}  // namespace rota::report
