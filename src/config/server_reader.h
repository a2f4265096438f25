// The table [server]; its `listen` may also stand at the top of the main file.
#pragma once

#include "base/row.h"
#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

extern const Group server_group;

inline constexpr Row server_row{.key = "server", .type = ValueType::table, .group = &server_group};
void read_server(Settings& main, ServerConfig& server);

}  // namespace rota::config
