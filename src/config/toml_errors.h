// What is wrong with the syntax of a TOML file, in the words of its operator: toml++ says what its
// parser met, this says what was written and what to write instead. Values are shown only of keys
// that hold no secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rota::config {

struct SyntaxError {
  std::string_view text;         // of the whole file
  std::string_view description;  // by toml++
  std::uint32_t line = 0;        // both count from 1
  std::uint32_t column = 0;
};

// One sentence.
std::string describe(const SyntaxError& error);

}  // namespace rota::config
