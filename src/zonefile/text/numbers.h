// Words, numbers and strings as zone files write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace rota::zonefile {

// Whether the text is this word, of capital letters and signs, in whatever case.
bool equals(std::string_view text, std::string_view upper);

// Decimal digits only; nothing when there is anything else or it is larger than `most`.
std::optional<std::uint32_t> parse_number(std::string_view text, std::uint32_t most);

// "3600", "1h", "1h30m", "1W2D"; nothing when malformed or over 32 bits.
std::optional<std::uint32_t> parse_period(std::string_view text);

// Appends what "\x" and "\ddd" stand for; false at a broken escape.
bool append_unescaped(std::string_view text, std::vector<std::uint8_t>& out);

}  // namespace rota::zonefile
