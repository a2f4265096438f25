// From files to what can be baked: loads a configuration and holds it against every rule.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/mistakes.h"
#include "config/load.h"
#include "health/check.h"
#include "health/targets.h"

namespace rota::control {

// A configuration with everything it takes to run it, and what is wrong with it.
struct Prepared {
  std::shared_ptr<config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  std::vector<std::shared_ptr<const health::Check>> checks;  // by index of config->checks
  Mistakes mistakes;
  bool fatal = false;  // not even a part of it can be run
};

// Load and all rules; zones with mistakes are left broken (they answer SERVFAIL).
Prepared prepare(const std::string& path, const config::LoadOptions& options = {});

}  // namespace rota::control
