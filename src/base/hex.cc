#include "base/hex.h"

#include <charconv>

namespace rota {

void append_hex(std::string& out, Bytes octets) {
  constexpr std::string_view letters = "0123456789abcdef";
  for (const std::uint8_t octet : octets) {
    out += letters[octet >> 4];
    out += letters[octet & 15];
  }
}

bool append_octets(std::vector<std::uint8_t>& out, std::string_view digits) {
  if (digits.size() % 2 != 0) return false;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    std::uint8_t octet = 0;
    const auto [end, failed] = std::from_chars(digits.data() + at, digits.data() + at + 2, octet, 16);
    if (failed != std::errc() || end != digits.data() + at + 2) return false;
    out.push_back(octet);
  }
  return true;
}

}  // namespace rota
