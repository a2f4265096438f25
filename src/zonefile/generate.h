// $GENERATE: a range of numbers and a template, as BIND reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rota::zonefile {

struct GenerateRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t step = 1;

  std::uint64_t count() const { return (std::uint64_t{last} - first) / step + 1; }
};

// "1-100" or "1-100/5".
std::optional<GenerateRange> parse_generate_range(std::string_view text);

// Appends the template with each $ and ${offset,width,base} replaced; false when
// it is malformed. "\$" and "$$" stand for a dollar sign.
bool append_generated(std::string_view text, std::uint32_t number, std::string& out);

}  // namespace rota::zonefile
