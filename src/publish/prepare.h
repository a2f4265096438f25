// From files to what can be baked: loads a configuration and holds it against every rule.
// With `partial_reload`, a reload in which only zones have errors keeps the last good
// version of each, read again under the new main file.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/mistakes.h"
#include "config/load.h"
#include "health/check_kinds.h"
#include "health/targets.h"

namespace rota::publish {

// A zone whose files have errors, where the rest was reloaded.
struct UnloadedZone {
  std::string zone;                   // or its file, where its name cannot be read
  std::optional<WallTime> kept_from;  // when what is served was loaded; none: it answers SERVFAIL
};

// A configuration with everything it takes to run it, and what is wrong with it.
struct Prepared {
  // May it be reloaded into a running server?
  bool applies() const { return is_partial || !mistakes.has_errors(); }

  std::shared_ptr<config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  health::KindSettings checks;
  Mistakes mistakes;
  bool fatal = false;       // not even a part of it can be run
  bool is_partial = false;  // the errors are those of `unloaded` alone, and that is allowed
  std::vector<UnloadedZone> unloaded{};
  config::ZoneVersions versions{};  // what a reload after this one may keep
};

// Load and all rules; zones with mistakes are left broken (they answer SERVFAIL). A reload
// gives the versions of what runs.
Prepared prepare(const std::string& path, const config::LoadOptions& options = {},
                 const config::ZoneVersions* running = nullptr);

}  // namespace rota::publish
