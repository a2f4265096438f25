#include "dns/cookie.h"

#include <algorithm>
#include <vector>

#include "base/hex.h"

namespace rota::dns {

namespace {

constexpr std::size_t head_size = 8;  // of a server cookie: version, three reserved octets, time

// RFC 9018 section 4.3, in seconds.
constexpr std::int32_t oldest = 60 * 60;
constexpr std::int32_t renewed_after = 30 * 60;
constexpr std::int32_t farthest_ahead = 5 * 60;

// Of the client's cookie, the head of the server's and the address (RFC 9018 section 4).
std::uint64_t hash(const CookieSecret& secret, Bytes client_and_head, const Address& address) {
  std::array<std::uint8_t, client_cookie_size + head_size + 16> input;
  const Bytes from = address.bytes();
  std::ranges::copy(client_and_head, input.begin());
  std::ranges::copy(from, input.begin() + static_cast<std::ptrdiff_t>(client_and_head.size()));
  return siphash(secret, Bytes(input).first(client_and_head.size() + from.size()));
}

// As it stands in a cookie: least significant octet first.
void store(std::uint8_t* to, std::uint64_t hash) {
  for (int i = 0; i < 8; ++i) to[i] = static_cast<std::uint8_t>(hash >> (8 * i));
}

bool made_with(const CookieSecret& secret, Bytes cookie, const Address& address) {
  std::array<std::uint8_t, 8> expected;
  store(expected.data(), hash(secret, cookie.first(client_cookie_size + head_size), address));
  std::uint8_t differs = 0;  // the same time for all, so that nobody finds it octet by octet
  for (std::size_t i = 0; i < expected.size(); ++i)
    differs |= static_cast<std::uint8_t>(expected[i] ^ cookie[client_cookie_size + head_size + i]);
  return differs == 0;
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
  std::ranges::copy(client.first(client_cookie_size), out.begin());
  out[client_cookie_size] = 1;  // version
  store32(out.data() + client_cookie_size + 4, now);
  store(out.data() + client_cookie_size + head_size,
        hash(secret, Bytes(out).first(client_cookie_size + head_size), address));
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
