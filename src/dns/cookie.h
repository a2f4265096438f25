// DNS cookies (RFC 7873) with the server cookies that all vendors make alike
// (RFC 9018): who sends one back has received our answer at the address it claims.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/bytes.h"
#include "base/siphash.h"

namespace rota::dns {

constexpr std::size_t client_cookie_size = 8;
constexpr std::size_t server_cookie_size = 16;

using CookieSecret = SipKey;
using Cookie = std::array<std::uint8_t, client_cookie_size + server_cookie_size>;  // as sent in a reply

// Seconds since 1970, of which only the low 32 bits are used: compared in serial
// arithmetic, so 2038 and 2106 are days like others.
using Stamp = std::uint32_t;

// 32 hexadecimal digits, as every vendor's configuration has it; nothing when it is not that.
std::optional<CookieSecret> parse_secret(std::string_view digits);
std::string text(const CookieSecret& secret);  // the same digits, in small letters

// `client` is the cookie of the client, 8 octets; `address` where it asks from.
Cookie make_cookie(const CookieSecret& secret, Bytes client, const Address& address, Stamp now);

// What a cookie as received proves.
enum class CookieState : std::uint8_t {
  none,   // nothing: the client only sent its own part
  bad,    // nothing: made by nobody we know, or too old (RFC 9018 section 4.3)
  aging,  // a good one, to be renewed
  good,
};

// `cookie` has one of the sizes that read_options() lets pass. The first of `secrets`
// makes cookies, so what the others made is good, and renewed: so a secret is changed.
CookieState check_cookie(std::span<const CookieSecret> secrets, Bytes cookie, const Address& address,
                         Stamp now);

}  // namespace rota::dns
