// What `rotad --check` and `rotactl check` do: the whole of a start or a reload,
// up to the bake, and nothing of it is kept.
#pragma once

#include <string>
#include <vector>

#include "base/mistakes.h"

namespace rota::publish {

struct Checked {
  Mistakes mistakes;                     // warnings too
  std::vector<std::string> failovers{};  // how long each may take; none with errors
  std::string summary{};                 // "rota.toml: 1 zone, 2 pools, 5 targets: no errors"; "" with errors

  bool ok() const { return !mistakes.has_errors(); }
  std::vector<std::string> lines() const;  // as printed
};

Checked check(const std::string& path);

}  // namespace rota::publish
