// Numbers that the service manager passes in the environment.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rota::process {

// A whole number in decimal digits, or nothing.
inline std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (bad != std::errc() || end != text.data() + text.size()) return {};
  return out;
}

}  // namespace rota::process
