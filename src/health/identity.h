// What makes the health of a target survive reloads and restarts: a keyed hash over its
// address and over the kind and the settings of its check, never over its timing. Only
// the state file holds it; nobody is shown it, and without the key it tells nothing.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/siphash.h"
#include "config/config.h"
#include "health/targets.h"

namespace rota::health {

struct Identity {
  std::uint64_t value = 0;

  auto operator<=>(const Identity&) const = default;
};

// Of each target, in the order of the list.
IdVector<TargetId, Identity> identities_of(const SipKey& key, const TargetList& list,
                                           const IdVector<CheckId, config::CheckConfig>& checks);

}  // namespace rota::health

template <>
struct std::hash<rota::health::Identity> {
  std::size_t operator()(rota::health::Identity identity) const noexcept { return identity.value; }
};
