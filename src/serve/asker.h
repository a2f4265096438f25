// Who a plan is asked for (policy/plan.h).
#pragma once

#include <cstdint>
#include <optional>

#include "base/prefix.h"
#include "policy/plan.h"
#include "serve/peer.h"

namespace rota::serve {

// `client_subnet` as sent, where it is listened to. One of no bits says nothing (RFC 7871
// section 7.1.2): then it is the resolver.
inline policy::Asker asker_of(const Peer& peer, const std::optional<Prefix>& client_subnet) {
  if (client_subnet && client_subnet->bits > 0) return {client_subnet->address, client_subnet->bits};
  const Address address = peer.address();
  return {address, static_cast<std::uint8_t>(8 * address.bytes().size())};
}

}  // namespace rota::serve
