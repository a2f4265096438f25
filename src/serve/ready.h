// The short way for the questions most are: addresses, asked for without EDNS
// options, at a listed place of the image or at a name of a zone. The question is
// what lies between the header and the end of the packet (or its OPT): a known
// question delimits itself, so nothing is parsed that need not be, and whatever is
// misread is simply unknown.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "serve/limits.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

// What a query thread answers from the short way.
struct Holding {
  const snapshot::Snapshot* snapshot = nullptr;  // none: nothing is answered the short way
  Turns turns;
  stats::ThreadCounters counters;            // counts what is answered
  std::uint16_t udp_limit = dns::udp_limit;  // of replies to who has not proven its address
};

// Writes the reply into `out`, which may start where the request does, and returns
// its size; 0 = not a question for here, nothing is decided and nothing written.
// What it answers, the long way (serve/composer.h) would answer with the same octets.
// Counts the answer (stats/layout.h).
std::size_t answer_ready(Bytes request, Holding& holding, Transport transport, std::span<std::uint8_t> out);

}  // namespace rota::serve
