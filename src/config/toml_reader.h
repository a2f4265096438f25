// TOML text -> a tree of settings with positions. The only place that knows
// toml++; whatever the text, the answer is a tree or one mistake, never a throw.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/mistakes.h"
#include "base/value.h"

namespace rota::config {

struct TomlFile {
  std::shared_ptr<const std::string> path;  // as shown in positions
  std::optional<Table> table;               // absent after a mistake
  // What stood before the first line with a mistake, when that is well-formed:
  // enough to say which zone a broken file is about.
  Table head;
};

// `path` is for positions only.
TomlFile parse_toml(std::string_view text, const std::string& path, Mistakes& mistakes);

}  // namespace rota::config
