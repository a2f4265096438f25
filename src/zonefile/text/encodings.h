// Octets as base64 and base32hex (RFC 4648).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace rota::zonefile {

// False, and part of the octets may be there, when the text is anything else: padding
// that is missing or too much, bits that are left over.
bool append_base64(std::string_view text, std::vector<std::uint8_t>& out);
bool append_base32hex(std::string_view text, std::vector<std::uint8_t>& out);  // any case, no padding

}  // namespace rota::zonefile
