// Networks as operators write them: an address and how many of its bits count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"

namespace rota {

struct Prefix {
  Address address;  // the bits beyond are 0
  std::uint8_t bits = 0;

  bool contains(const Address& other) const;  // of its own family
  std::string text() const;                   // "192.0.2.0/24"
  auto operator<=>(const Prefix&) const = default;
};

// "192.0.2.0/24" or "2001:db8::/32"; an address alone is a network of one. Nothing when
// it is neither, or has bits set that do not count. A network of IPv4-mapped addresses is
// the IPv4 network that it stands for, since peers are compared unmapped.
std::optional<Prefix> parse_prefix(std::string_view text);

// The address with all bits but the first `bits` at 0.
Address masked(const Address& address, std::uint8_t bits);

}  // namespace rota
