// What the kernel does for a UDP socket that gets more requests than can be answered:
// it tells how many wait, and turns some away (serve/listeners/overload.h says how many).
#pragma once

#include <cstddef>

#include "base/clock.h"
#include "base/socket.h"
#include "serve/listeners/overload.h"

namespace rota::serve {

Overload::Queue queue_of(const Socket& socket);

// From now on this share of what comes is let in, whichever; 1 lets in all.
void let_in(const Socket& socket, double share);

// After each batch, and when there was none: lets in as many as `overload` says.
inline void guard(const Socket& socket, Overload& overload, std::size_t batch, bool is_full) {
  if (!is_full && !overload.is_acting()) return overload.rest();  // nearly always
  if (const auto share = overload.judge(batch, is_full, system_clock.now(), queue_of(socket)))
    let_in(socket, *share);
}

}  // namespace rota::serve
