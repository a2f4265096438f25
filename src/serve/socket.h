// Sockets of query threads: binding with the options every listener wants.
#pragma once

#include <string_view>

#include "base/address.h"
#include "base/inherited.h"
#include "base/result.h"

namespace rota::serve {

// Bound with SO_REUSEPORT, so that each worker has one of its own; fragments are
// never sent, and answers never larger than fit unfragmented. A wildcard bind
// reports which address was asked (IP_PKTINFO).
Result<Socket> bind_udp(const Endpoint& endpoint);
Result<Socket> bind_tcp(const Endpoint& endpoint);  // listening, non-blocking

// The same for one that was bound elsewhere; of its buffer nothing is changed, since only
// who bound it may have had the right to one so large.
Result<void> prepare_udp(const Socket& socket, const Endpoint& endpoint);
void prepare_tcp(const Socket& socket);

// What all connections inherit from the socket that listens. An answer leaves at once;
// and the kernel too holds only so much for a peer that does not read, or is not read from.
void prepare_connections(const Socket& socket);

// A socket of this kind as it was inherited; else one is bound.
Result<Socket> take_or_bind_udp(Inherited* inherited, std::string_view kind, const Endpoint& endpoint);
Result<Socket> take_or_bind_tcp(Inherited* inherited, std::string_view kind, const Endpoint& endpoint);

}  // namespace rota::serve
