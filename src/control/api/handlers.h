// Who answers which route. All are called on the server's thread.
#pragma once

#include <vector>

#include "control/api/call.h"
#include "control/api/router.h"
#include "control/api/sources.h"

namespace rota::control::api {

std::vector<Route> page_routes();

void status(const Sources& sources, Call call);
void zones(const Sources& sources, Call call);
void reload(const Sources& sources, Call call);

}  // namespace rota::control::api
