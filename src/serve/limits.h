// How large a reply may be.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "dns/edns.h"

namespace rota::serve {

enum class Transport : std::uint8_t { udp, tcp };

constexpr std::size_t largest_reply = 65535;

inline std::size_t reply_limit(const dns::Edns& asked, Transport transport) {
  if (transport == Transport::tcp) return largest_reply;
  return asked.present ? std::min(asked.size, dns::udp_limit) : dns::plain_limit;
}

}  // namespace rota::serve
