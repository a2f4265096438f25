// The table of routes: what the control server answers. openapi.json describes them
// all, and a test holds the two together.
#pragma once

#include <vector>

#include "api/context.h"
#include "api/router.h"

namespace rota::api {

std::vector<Route> api_routes(Context& context);  // which outlives them

}  // namespace rota::api
