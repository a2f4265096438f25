#include "dns/cookie.h"

#include <algorithm>
#include <vector>

#include "base/hex.h"

namespace rota::dns {

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

}  // namespace rota::dns
