// How large a reply may be.
#pragma once

#include <algorithm>
#include <cstddef>

#include "dns/edns.h"
#include "serve/peer.h"

namespace rota::serve {

constexpr std::size_t largest_reply = 65535;

// `most` is what we send over UDP.
inline std::size_t reply_limit(const dns::Edns& asked, Transport transport, std::uint16_t most) {
  if (transport == Transport::tcp) return largest_reply;
  return asked.present ? std::min(asked.size, most) : dns::plain_limit;
}

}  // namespace rota::serve
