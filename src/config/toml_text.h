// Values as TOML writes them.
#pragma once

#include <string>
#include <string_view>

#include "base/row.h"
#include "base/value.h"

namespace rota::config {

std::string toml_key(std::string_view key);    // quoted where it must be
std::string toml_text(std::string_view text);  // in quotes, with escapes

// On one line. What a row of the group says is secret is hidden, at any depth; paths are as seen
// from the folder where the program runs.
std::string toml_value(const Value& value, const Row& row);

}  // namespace rota::config
