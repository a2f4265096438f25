// All routes: those of routes.def, and the files of the status page.
#pragma once

#include <vector>

#include "api/context.h"
#include "api/router.h"

namespace rota::api {

std::vector<Route> api_routes(Context& context);  // which outlives them

}  // namespace rota::api
