// What came of a reload, for everybody who tells of it.
#pragma once

#include <string>
#include <vector>

#include "base/mistakes.h"
#include "health/targets.h"
#include "publish/prepare.h"

namespace rota::publish {

struct ReloadOutcome {
  bool is_ok() const { return !mistakes.has_errors(); }

  // "done: checks kept 3, begun anew 1", "failed: 2 mistakes; the old configuration stays"
  std::string text() const;
  void log() const;

  Mistakes mistakes;
  bool applies = false;                  // what was loaded runs, if only in part
  std::vector<UnloadedZone> unloaded{};  // where it runs in part
  health::Adopted targets{};             // where it runs
};

}  // namespace rota::publish
