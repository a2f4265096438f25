// One try at making a configuration from texts: the load and all rules. Zones with errors
// are left broken. What comes of it, prepare() decides.
#pragma once

#include <string>
#include <vector>

#include "config/load.h"
#include "publish/prepare.h"

namespace rota::publish {

struct Attempt {
  Prepared prepared;
  std::vector<config::LoadedZone> zones;  // with all the errors that are theirs
  bool misses_zones = false;

  bool is_broken(const config::LoadedZone& zone) const {
    return !zone.id || !prepared.config->zones[*zone.id].records;
  }
};

Attempt attempt(const std::string& path, config::ZoneTexts& texts, const config::LoadOptions& options);

}  // namespace rota::publish
