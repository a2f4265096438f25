// What the rule for a pool without an eligible member does, in words.
#pragma once

#include <string>

#include "bake/report.h"
#include "config/config.h"

namespace rota::bake {

// "" while no rule is in force; along the fallbacks, else.
std::string what_all_down_does(const config::Config& config, const PoolReport& report);

}  // namespace rota::bake
