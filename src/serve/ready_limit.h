// Rates of answers on the short way (serve/ready.h).
#pragma once

#include <optional>

#include "serve/ready.h"

namespace rota::serve {

// The size of what is sent instead of an answer of this kind, when this peer has had its answers
// for now; it is counted then. Asked of guarded servers alone.
std::optional<std::size_t> limit(Holding& holding, const Peer& peer, RateTable::Kind kind);

}  // namespace rota::serve
