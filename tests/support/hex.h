// Octets as hex digits, to write and to compare.
#pragma once

#include <string>
#include <string_view>

#include "support/packet.h"

namespace rota::test {

inline Octets unhex(std::string_view digits) {
  Octets out;
  for (std::size_t at = 0; at + 1 < digits.size(); at += 2)
    out.push_back(static_cast<std::uint8_t>(std::stoul(std::string(digits.substr(at, 2)), nullptr, 16)));
  return out;
}

template <typename Range>
std::string hex(const Range& octets) {
  std::string out;
  for (const std::uint8_t octet : octets) {
    out += "0123456789abcdef"[octet >> 4];
    out += "0123456789abcdef"[octet & 15];
  }
  return out;
}

}  // namespace rota::test
