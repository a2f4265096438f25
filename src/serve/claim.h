// The first thing a fresh start does with its addresses: each is bound once without
// SO_REUSEPORT. With it, as the workers' sockets have it, a second rotad would start and get
// part of the queries.
#pragma once

#include <span>
#include <vector>

#include "base/address.h"
#include "base/inherited.h"
#include "base/result.h"

namespace rota::serve {

// Leaves out wildcard addresses of a family that this host does not have, with a warning.
// For addresses that the operator has not written.
std::vector<Endpoint> without_missing_families(std::span<const Endpoint> endpoints);

// An error when an address cannot be bound, or another program serves on it. Those that the
// service manager holds are passed over.
Result<void> claim(std::span<const Endpoint> endpoints, const Inherited& inherited);

}  // namespace rota::serve
