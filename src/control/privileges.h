// What a process may: becoming an ordinary user once the ports are bound, and as
// many descriptors as it is allowed.
#pragma once

#include <string>

#include "base/result.h"

namespace rota::control {

// Does nothing unless started as root, or when `user` is "". The state directory
// is made for that user first. Returns the user it runs as now, "" if unchanged.
Result<std::string> drop_privileges(const std::string& user, const std::string& state_directory);

// Connections and probes take a descriptor each. Of those it may have, a process
// that was started from a shell has only the first 1024 unless it asks.
void raise_descriptor_limit();

}  // namespace rota::control
