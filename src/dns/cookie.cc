#include "dns/cookie.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/hex.h"

namespace rota::dns {

namespace {

constexpr std::size_t head_size = 8;  // of a server cookie: version, three reserved octets, time

// RFC 9018 section 4.3, in seconds.
constexpr std::int32_t oldest = 60 * 60;
constexpr std::int32_t renewed_after = 30 * 60;
constexpr std::int32_t farthest_ahead = 5 * 60;

constexpr std::size_t hash_at = client_cookie_size + head_size;

// Of the client's cookie, the head of the server's and the address (RFC 9018 section 4); least
// significant octet first, as it stands in a cookie.
[[gnu::always_inline]] inline std::uint64_t hash(const CookieSecret& secret,
                                                 const std::uint8_t* client_and_head,
                                                 const Address& address) {
  std::array<std::uint8_t, hash_at + 16> input;
  const Bytes from = address.bytes();
  std::memcpy(input.data(), client_and_head, hash_at);
  std::memcpy(input.data() + hash_at, from.data(), from.size());
  const std::uint64_t out = siphash(secret, Bytes(input).first(hash_at + from.size()));
  return is_little ? out : __builtin_bswap64(out);
}

// Both as whole words: the same time for all, so that nobody finds it octet by octet.
bool made_with(const CookieSecret& secret, Bytes cookie, const Address& address) {
  std::uint64_t received = 0;
  std::memcpy(&received, cookie.data() + hash_at, sizeof received);
  return received == hash(secret, cookie.data(), address);
}

}  // namespace

std::optional<CookieSecret> parse_secret(std::string_view digits) {
  std::vector<std::uint8_t> octets;
  CookieSecret out;
  if (digits.size() != 2 * out.size() || !append_octets(octets, digits)) return {};
  std::ranges::copy(octets, out.begin());
  return out;
}

std::string text(const CookieSecret& secret) {
  std::string out;
  append_hex(out, secret);
  return out;
}

Cookie make_cookie(const CookieSecret& secret, Bytes client, const Address& address, Stamp now) {
  Cookie out{};
  std::memcpy(out.data(), client.data(), client_cookie_size);
  out[client_cookie_size] = 1;  // version
  store32(out.data() + client_cookie_size + 4, now);
  const std::uint64_t hash = dns::hash(secret, out.data(), address);
  std::memcpy(out.data() + hash_at, &hash, sizeof hash);
  return out;
}

CookieState check_cookie(std::span<const CookieSecret> secrets, Bytes cookie, const Address& address,
                         Stamp now) {
  if (cookie.size() == client_cookie_size) return CookieState::none;
  if (cookie.size() != sizeof(Cookie) || cookie[client_cookie_size] != 1) return CookieState::bad;
  const auto age = static_cast<std::int32_t>(now - load32(cookie.data() + client_cookie_size + 4));
  if (age > oldest || age < -farthest_ahead) return CookieState::bad;
  for (const CookieSecret& secret : secrets)
    if (made_with(secret, cookie, address))
      return &secret == secrets.data() && age <= renewed_after ? CookieState::good : CookieState::aging;
  return CookieState::bad;
}

}  // namespace rota::dns
