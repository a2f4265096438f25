// LOC as text (RFC 1876 section 3).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rota::zonefile {

// "52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m"; from the minutes on each part may
// be left out. Why it is wrong, or "".
std::string append_location(std::span<const std::string_view> tokens, std::vector<std::uint8_t>& out);

}  // namespace rota::zonefile
