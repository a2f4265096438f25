// Becoming an ordinary user once the ports are bound.
#pragma once

#include <string>

#include "base/result.h"

namespace rota::control {

// Does nothing unless started as root, or when `user` is "". The state directory
// is made for that user first. Returns the user it runs as now, "" if unchanged.
Result<std::string> drop_privileges(const std::string& user, const std::string& state_directory);

}  // namespace rota::control
