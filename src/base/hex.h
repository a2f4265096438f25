// Octets as pairs of hexadecimal digits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace rota {

void append_hex(std::string& out, Bytes octets);  // small letters

// Appends the octets that an even number of digits stand for, in whatever case; false, and
// part of them may be there, when it is anything else.
bool append_octets(std::vector<std::uint8_t>& out, std::string_view digits);

}  // namespace rota
