// DNS cookies (RFC 7873) with the server cookies that all vendors make alike
// (RFC 9018): who sends one back has received our answer at the address it claims.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

// What a cookie as received proves.
enum class CookieState : std::uint8_t {
  none,   // nothing: the client only sent its own part
  bad,    // nothing: made by nobody we know, or too old (RFC 9018 section 4.3)
  aging,  // a good one, to be renewed
  good,
};

constexpr std::size_t cookie_head_size = 8;  // of the server's part: version, three reserved octets, time
constexpr std::size_t cookie_hash_at = client_cookie_size + cookie_head_size;

// RFC 9018 section 4.3, in seconds.
constexpr std::int32_t oldest_cookie = 60 * 60;
constexpr std::int32_t renewed_after = 30 * 60;
constexpr std::int32_t farthest_ahead = 5 * 60;

// Of the client's cookie, the head of the server's and the address (RFC 9018 section 4); the
// octets as they stand in a cookie. Inlined, as the next: most questions of resolvers have one.
[[gnu::always_inline]] inline std::uint64_t cookie_hash(const CookieSecret& secret,
                                                        const std::uint8_t* client_and_head,
                                                        const Address& address) {
  SipHash hash(secret);
  hash.take(sip_word(client_and_head));
  hash.take(sip_word(client_and_head + client_cookie_size));
  const std::uint8_t* const from = address.bytes().data();
  std::uint64_t out = 0;
  if (address.family() == Family::v4) {
    out = hash.finish(__builtin_bswap32(load32(from)), cookie_hash_at + 4);
  } else {
    hash.take(sip_word(from));
    hash.take(sip_word(from + 8));
    out = hash.finish(0, cookie_hash_at + 16);
  }
  return is_little ? out : __builtin_bswap64(out);
}

// `client` is the cookie of the client, 8 octets; `address` where it asks from.
inline Cookie make_cookie(const CookieSecret& secret, Bytes client, const Address& address, Stamp now) {
  Cookie out{};
  std::memcpy(out.data(), client.data(), client_cookie_size);
  out[client_cookie_size] = 1;  // version
  store32(out.data() + client_cookie_size + 4, now);
  const std::uint64_t hash = cookie_hash(secret, out.data(), address);
  std::memcpy(out.data() + cookie_hash_at, &hash, sizeof hash);
  return out;
}

// `cookie` has one of the sizes that read_options() lets pass. The first of `secrets`
// makes cookies, so what the others made is good, and renewed: so a secret is changed.
[[gnu::always_inline]] inline CookieState check_cookie(std::span<const CookieSecret> secrets, Bytes cookie,
                                                       const Address& address, Stamp now) {
  if (cookie.size() == client_cookie_size) return CookieState::none;
  if (cookie.size() != sizeof(Cookie) || cookie[client_cookie_size] != 1) return CookieState::bad;
  const auto age = static_cast<std::int32_t>(now - load32(cookie.data() + client_cookie_size + 4));
  if (age > oldest_cookie || age < -farthest_ahead) return CookieState::bad;
  std::uint64_t received = 0;
  std::memcpy(&received, cookie.data() + cookie_hash_at, sizeof received);
  // Both as whole words: the same time for all, so that nobody finds it octet by octet.
  for (const CookieSecret& secret : secrets)
    if (received == cookie_hash(secret, cookie.data(), address))
      return &secret == secrets.data() && age <= renewed_after ? CookieState::good : CookieState::aging;
  return CookieState::bad;
}

}  // namespace rota::dns
