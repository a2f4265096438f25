// The keys of service parameters that have a name (RFC 9460 section 14.3.2, RFC 9461,
// RFC 9540).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rota::zonefile::service_key {

enum : std::uint16_t {
  mandatory = 0,
  alpn = 1,
  no_default_alpn = 2,
  port = 3,
  ipv4hint = 4,
  ech = 5,
  ipv6hint = 6,
  dohpath = 7,
  ohttp = 8,
};

// "alpn", or any as "key1". By its number a key takes its value as octets, by its name
// as that key writes it (section 2.1): `is_named` tells which it was.
struct Written {
  std::uint16_t key = 0;
  bool is_named = false;
};
std::optional<Written> parse(std::string_view text);

}  // namespace rota::zonefile::service_key
