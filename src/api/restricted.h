// Zones whose records are not for everybody.
#pragma once

#include <string_view>

#include "config/config.h"

namespace rota::api {

// Whether an allow_query, the zone's or the server's, says who may ask this zone. The
// name is as zone_text() has it; false when there is no such zone.
bool is_restricted(const config::Config& config, std::string_view zone);

}  // namespace rota::api
