// The one entry: a path -> Config and every mistake of every file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/mistakes.h"
#include "base/row.h"
#include "config/config.h"
#include "config/zone_texts.h"

namespace rota::config {

// One zone that the main file names, in its order.
struct LoadedZone {
  std::string toml;            // its own file; "" when it stands in the main file
  std::optional<ZoneId> id{};  // none when its name could not be read
  Mistakes mistakes{};         // of its own files
};

struct Loaded {
  Config config;      // what could be read; complete when `mistakes` has no errors
  Mistakes mistakes;  // of the main file and of all zones
  // The main file itself could not be used: fatal at start. Mistakes of a zone's
  // own files leave this false: that zone has no records and answers SERVFAIL.
  bool fatal = false;
  bool misses_zones = false;  // a glob of their files has no match
  std::vector<LoadedZone> zones{};
};

extern const Group main_group;  // what a main file may hold; the groups within are named by its rows

struct LoadOptions {
  bool allow_empty = false;  // a configuration without zones, and globs without a match
};

Loaded load(const std::string& path, const LoadOptions& options = {});
Loaded load(const std::string& path, const Files& files, const LoadOptions& options = {});
Loaded load(const std::string& path, ZoneTexts& texts, const LoadOptions& options = {});

}  // namespace rota::config
