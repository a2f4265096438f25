// Every setting written out from the rows: as a configuration, as a JSON schema and as the
// tables in docs/configuration.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/row.h"

namespace rota::config {

// A word of `kind` in [[listen]].
struct KindOfListener {
  std::string_view name;
  const Group* options = nullptr;  // keys of its own; null: none
};

// What other rooms bring along.
struct Kinds {
  std::span<const Group* const> checks;        // by the word in `type`
  std::span<const std::string_view> policies;  // the words of `policy`
  std::span<const KindOfListener> listeners{};
};

// TOML that loads as it is. "# text" explains, "#key = value" is a default, and
// "#key = value  # example" is one of a key that has no default.
std::string reference_toml(const Kinds& kinds);

// JSON Schema, draft 2020-12: of the main file, and so of a zone's own file as well.
std::string reference_schema(const Kinds& kinds);

std::string reference_markdown(const Kinds& kinds);

// Parts of these.
std::vector<std::string_view> words_of(const Row& row, const Group& owner, const Kinds& kinds);
// The groups within a group that its rows do not name: those of kinds.
std::vector<const Group*> groups_of_kinds(const Group& group, const Kinds& kinds);
std::string accepted(const Row& row, std::span<const std::string_view> words);  // "an integer from 0 to 9"

}  // namespace rota::config
