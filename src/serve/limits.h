// How large a reply may be.
#pragma once

#include <algorithm>
#include <cstddef>

#include "dns/edns.h"
#include "serve/peer.h"

namespace rota::serve {

// `most` is what we send to this peer where its transport does not carry any reply. The room for
// the reply, which is what the transport carries, limits it too: here nothing is paid for that.
inline std::size_t reply_limit(const dns::Edns& asked, const Peer& peer, std::uint16_t most) {
  if (peer.largest_reply() == largest_reply) return largest_reply;
  return asked.present ? std::min(asked.size, most) : dns::plain_limit;
}

}  // namespace rota::serve
