// A configuration as it is in force, as TOML: every setting with its value, and where that is
// written or that it is the default. Zones in files of their own become [[zones]] tables, so that
// it is one file. Secrets are hidden.
#pragma once

#include <string>

#include "base/files.h"
#include "config/reference.h"

namespace rota::config {

// Of a configuration that loads without errors.
std::string effective_toml(const std::string& path, const Files& files, const Kinds& kinds);

}  // namespace rota::config
