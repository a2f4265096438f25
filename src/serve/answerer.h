// Bytes in, bytes out: the answering function. It depends on the request, who asks,
// the snapshot, its own turns and dice, and nothing else; UDP and TCP call the same.
// One per thread; no locks, no allocation per query. Only cookies ask for the time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/dice.h"
#include "base/published.h"
#include "dns/query.h"
#include "dns/reply.h"
#include "dns/tsig.h"
#include "serve/limiter.h"
#include "serve/limits.h"
#include "serve/lookup.h"
#include "serve/peer.h"
#include "serve/ready.h"
#include "serve/reply_options.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

class Answerer {
 public:
  // `source`, `clock` and `rates` must outlive it, and what holds `counters`. `counters` as
  // count_in(). Without `rates` nobody is limited.
  Answerer(Published<snapshot::Snapshot>& source, Dice dice, stats::ThreadCounters counters,
           const Clock& clock = system_clock, RateTable* rates = nullptr);

  // Writes the reply into `out`, which has room for as much as the peer's transport carries
  // and may start where the request does, and returns its size; 0 = nothing is to be sent.
  // Answers from what look() found last.
  std::size_t answer(Bytes request, const Peer& peer, std::span<std::uint8_t> out) {
    const std::size_t size = answer_short(request, peer, out);
    return size != not_ready ? size : answer_long(request, peer, out);
  }
  // The two ways by themselves, for who compares them. The short one may say not_ready.
  std::size_t answer_short(Bytes request, const Peer& peer, std::span<std::uint8_t> out) {
    return answer_ready(request, holding_, peer, out);
  }
  std::size_t answer_long(Bytes request, const Peer& peer, std::span<std::uint8_t> out);

  // Moves on to the newest snapshot and edition. Called before each batch of
  // requests, and when none comes, so that an idle thread does not hold an old one.
  void look();

  // From now on it counts there, as its caller does: all but what was received and
  // answered, which is the caller's to count, and cheaper by the batch.
  void count_in(stats::ThreadCounters counters) { holding_.counters = counters; }
  stats::ThreadCounters counters() const { return holding_.counters; }

 private:
  std::optional<dns::Rcode> refusal(dns::ParseResult result, const Peer& peer,
                                    const ReplyOptions& options) const;
  std::size_t refuse(dns::Reply& reply, dns::Rcode rcode);
  std::size_t refuse_key(const dns::KeyRefusal& key, dns::Reply& reply, std::span<std::uint8_t> out);
  std::optional<std::size_t> limit(const Peer& peer, const ReplyOptions& options, RateTable::Kind kind,
                                   dns::Reply& reply);

  Published<snapshot::Snapshot>::Reader reader_;
  Holding holding_;
  Lookup lookup_;  // of the question that goes the long way
};

}  // namespace rota::serve
