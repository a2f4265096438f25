// The short way, for the questions that most are: answers whose octets lie ready, or nearly.
// It reads no more of a request than it needs (serve/asked.h), finds the question among the
// listed places of the image or the names of the zones, and copies. What it leaves to the long
// way: requests that are malformed or refused, referrals, aliases that lead to no address or are
// spelled in other letters than ours, and replies without room for all of it.
//
// Who may not be answered, or has had its answers for now, is known before anything is counted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/clock.h"
#include "serve/limiter.h"
#include "serve/limits.h"
#include "serve/peer.h"
#include "serve/ready_reply.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

// What a query thread answers from.
struct Holding {
  const snapshot::Snapshot* snapshot = nullptr;  // before the first one: none
  const snapshot::Image* listed = nullptr;       // where listed places may be answered from
  Turns turns;
  stats::ThreadCounters counters;  // counts what is answered
  Limiter limiter;
  BatchTime time;  // of cookies
  // Of the reply that is being made: kept, since a hardened build clears what is made on the stack.
  ReplyOptions options{};
  ReadyReply reply{};
  std::optional<snapshot::Node> last_encloser{};  // of this snapshot
  std::uint16_t udp_limit = dns::udp_limit;       // of replies to who has not proven its address
  bool is_guarded = false;                        // somebody might be refused or limited
};

constexpr std::size_t not_ready = ~std::size_t{0};

// Writes the reply into `out`, which may start where the request does, and returns its size; 0:
// nothing is to be sent. not_ready: it is not a question for here, nothing is decided and nothing
// written. What it answers, the long way (serve/composer.h) would answer with the same octets,
// turns and counts.
std::size_t answer_ready(Bytes request, Holding& holding, const Peer& peer, std::span<std::uint8_t> out);

}  // namespace rota::serve
