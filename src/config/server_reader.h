// [server], [control] and `listen` of the main file.
#pragma once

#include "base/settings.h"
#include "config/config.h"

namespace rota::config {

void read_server(Settings& main, ServerConfig& server);
void read_control(Settings& main, ControlConfig& control);

}  // namespace rota::config
