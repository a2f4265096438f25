// Which server and control settings a reload applies, and which only a new process
// does: sockets, threads and rights are taken once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace rota::config {

// Puts what runs in the place of what a reload cannot apply, so that `next` says what is
// in force. Returns the keys that differed, as they are written: "listen", "control.http".
std::vector<std::string_view> keep_unreloadable(const ServerConfig& server, const ControlConfig& control,
                                                Config& next);

std::string replace_hint(std::string_view key);  // the warning for one of them

}  // namespace rota::config
