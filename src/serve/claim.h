// The first thing a fresh start does with its addresses: each is bound once without
// SO_REUSEPORT. With it, as the workers' sockets have it, a second rotad would start and get
// part of the queries.
#pragma once

#include <span>

#include "base/address.h"
#include "base/inherited.h"
#include "base/result.h"
#include "serve/listener.h"

namespace rota::serve {

// Whether it is the wildcard address of a family that this host does not have; then with a
// warning. For addresses that the operator has not written.
bool lacks_family(const Endpoint& endpoint);

// An error when one cannot be bound, or another program serves on it. Those that the
// service manager holds are passed over.
Result<void> claim(std::span<const ListenPoint> points, const Inherited& inherited);

}  // namespace rota::serve
