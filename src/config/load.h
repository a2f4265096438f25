// The one entry: a path -> Config and every mistake of every file.
#pragma once

#include <string>

#include "base/mistakes.h"
#include "config/config.h"
#include "config/files.h"

namespace rota::config {

struct Loaded {
  Config config;      // what could be read; complete when `mistakes` has no errors
  Mistakes mistakes;  // of the main file and of all zones
  // The main file itself could not be used: fatal at start. Mistakes of a zone's
  // own files leave this false: that zone has no records and answers SERVFAIL.
  bool fatal = false;
};

struct LoadOptions {
  bool allow_empty = false;  // a configuration without zones, and globs without a match
};

Loaded load(const std::string& path, const LoadOptions& options = {});
Loaded load(const std::string& path, const Files& files, const LoadOptions& options = {});

}  // namespace rota::config
