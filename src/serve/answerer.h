// Bytes in, bytes out: the answering function. It depends on the request, the
// snapshot, its own turns and dice, and nothing else; UDP and TCP call the same.
// One per thread; no locks, no allocation per query, no clock.
#pragma once

#include <cstdint>
#include <span>

#include "base/address.h"
#include "base/bytes.h"
#include "base/dice.h"
#include "base/published.h"
#include "dns/query.h"
#include "serve/limits.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

class Answerer {
 public:
  // `source` must outlive it.
  Answerer(Published<snapshot::Snapshot>& source, Dice dice);

  // Writes the reply into `out` (udp_limit octets at least over UDP, largest_reply
  // over TCP) and returns its size; 0 = nothing is to be sent.
  std::size_t answer(Bytes request, const Address& peer, Transport transport, std::span<std::uint8_t> out);

  // Moves on to the newest snapshot; called too when no query comes, so that an
  // idle thread does not hold an old one.
  const snapshot::Snapshot* look();

 private:
  std::size_t answer_any(Bytes request, const snapshot::Snapshot* snapshot, Transport transport,
                         std::span<std::uint8_t> out);

  Published<snapshot::Snapshot>::Reader reader_;
  Turns turns_;
  const snapshot::Snapshot* seen_ = nullptr;
};

}  // namespace rota::serve
