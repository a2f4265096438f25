// Two configurations as `GET /config` describes them: zones, pools, members with
// their shares of the traffic, checks, how questions are answered at
// all, what needs a restart.
#pragma once

#include "rotactl/change.h"

namespace rota::rotactl {

void compare_zones(const json::value& running, const json::value& next, Changes& out);
void compare_pools(const json::value& running, const json::value& next, Changes& out);
void compare_checks(const json::value& running, const json::value& next, Changes& out);
void compare_services(const json::value& running, const json::value& next, Changes& out);
void compare_servers(const json::value& running, const json::value& next, Changes& out);

}  // namespace rota::rotactl
