// The short way for the questions most are: a listed place of the image, asked for
// without EDNS options. The question is what lies between the header and the end
// of the packet (or its OPT): a known question delimits itself, so nothing is
// parsed that need not be, and whatever is misread is simply unknown.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "serve/limits.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

// Writes the reply into `out` and returns its size; 0 = not a question for here,
// nothing is decided. What it answers, the long way (serve/composer.h) would
// answer with the same octets.
std::size_t answer_ready(Bytes request, const snapshot::Snapshot& snapshot, Turns& turns, Transport transport,
                         std::span<std::uint8_t> out);

}  // namespace rota::serve
