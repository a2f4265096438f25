// Fields of rdata of one token: text -> wire form. Each appends it, and says why the
// text is wrong, or "".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "dns/name.h"

namespace rota::zonefile {

using Tokens = std::span<const std::string_view>;
using Octets = std::vector<std::uint8_t>;

std::string append_name(std::string_view text, dns::NameView origin, Octets& out);
std::string append_address(std::string_view text, Family family, Octets& out);
std::string append_number(std::string_view text, std::size_t width, Octets& out);
std::string append_period(std::string_view text, Octets& out);
std::string append_time(std::string_view text, Octets& out);
std::string append_type(std::string_view text, Octets& out);
std::string append_string(std::string_view text, Octets& out);
std::string append_long_string(std::string_view text, Octets& out);
std::string append_salt(std::string_view text, Octets& out);
std::string append_hash(std::string_view text, Octets& out);
std::string append_nsap(std::string_view text, Octets& out);
std::string append_atm_address(std::string_view text, Octets& out);
// So many groups of two hexadecimal digits with "-" between (RFC 7043).
std::string append_eui(std::string_view text, std::size_t groups, Octets& out);
// Four groups of up to four with ":" between (RFC 6742).
std::string append_node(std::string_view text, Octets& out);

// What may stand in several tokens.
std::string append_hex_tokens(Tokens tokens, Octets& out);
std::string append_base64_tokens(Tokens tokens, Octets& out);

void append_octets16(std::uint16_t number, Octets& out);
std::string join(Tokens tokens, std::string_view between);
std::string wrong_token(std::string_view token, std::string_view why);

}  // namespace rota::zonefile
