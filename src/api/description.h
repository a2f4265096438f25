// The description of the API (OpenAPI 3.1), as it is served: what openapi.json says, and what
// tables say in one place: of each route its summary, and the transports by which it can
// listen. A route that openapi.json does not know is described by its row. Files of the status
// page have no summary, and are left out.
#pragma once

#include <span>
#include <string_view>

#include "api/router.h"
#include "base/json.h"

namespace rota::api {

inline constexpr std::string_view description_path = "/api/v1/openapi.json";

boost::json::object description(std::span<const Route> routes);

}  // namespace rota::api
