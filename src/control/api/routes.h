// The table of routes: what the control server answers. openapi.json describes them
// all, and a test holds the two together.
#pragma once

#include <vector>

#include "control/api/desk.h"
#include "control/api/router.h"

namespace rota::control::api {

std::vector<Route> api_routes(Desk& desk);  // which outlives them

}  // namespace rota::control::api
