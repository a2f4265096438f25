// The part of the short way (serve/ready.h) that looks into the zones.
#pragma once

#include <cstddef>

#include "serve/ready.h"
#include "stats/counts.h"

namespace rota::serve {

// As the long way: type and rcode each by itself.
inline void count_reply(const Holding& holding, dns::Type type, const snapshot::Zone& zone,
                        dns::Rcode rcode) {
  holding.counters.add(stats::count::of(type));
  holding.counters.add(zone.first_counter() + stats::zone_counter_of(rcode));
}

// Sends the form of "no such name" or "no data", for which there is room.
constexpr std::uint32_t no_limit = ~std::uint32_t{0};  // to the TTL
[[gnu::always_inline]] inline std::size_t send(const snapshot::Denial& denial, const Holding& holding,
                                               const ReadyReply& reply, const snapshot::Zone& zone,
                                               dns::Rcode rcode, std::uint32_t most_ttl = no_limit) {
  count_reply(holding, reply.asked.type, zone, rcode);
  denial.write(reply.sections());
  if (most_ttl != no_limit) snapshot::Denial::lower_ttl(reply.sections(), most_ttl);
  return reply.finish({.flags = is_authoritative, .rcode = rcode, .authorities = 1}, denial.size());
}

// Inlined where most of them are given.
[[gnu::always_inline]] inline std::size_t deny(const Holding& holding, const ReadyReply& reply,
                                               const snapshot::Zone& zone, dns::Rcode rcode) {
  const auto denial = zone.denials().of(reply.asked.name);
  if (!denial || denial->size() > reply.room) return not_ready;
  return send(*denial, holding, reply, zone, rcode);
}

// The same where somebody might be limited.
std::size_t deny_unless_limited(Holding& holding, const Peer& peer, snapshot::Node node, dns::Rcode rcode,
                                std::uint32_t most_ttl = no_limit);

// Each answers `holding.reply`, as answer_ready(): from a node that answers, or where somebody
// might be refused or limited.
std::size_t answer_at(Holding& holding, const Peer& peer, snapshot::Node node);
std::size_t answer_guarded(Holding& holding, std::uint64_t hash, const Peer& peer);

}  // namespace rota::serve
