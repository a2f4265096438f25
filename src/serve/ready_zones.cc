#include "serve/ready_zones.h"

#include "serve/ready_limit.h"
#include "serve/ready_node.h"

namespace rota::serve {

std::size_t deny_unless_limited(Holding& holding, const Peer& peer, snapshot::Node node, dns::Rcode rcode,
                                std::uint32_t most_ttl) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Zone zone = holding.snapshot->zones->zone_of(node);
  const auto denial = zone.denials().of(reply.asked.name);
  if (!denial || denial->size() > reply.room) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::negative)) return *limited;
  return send(*denial, holding, reply, zone, rcode, most_ttl);
}

std::size_t answer_guarded(Holding& holding, std::uint64_t hash, const Peer& peer) {
  if (holding.snapshot == nullptr) return not_ready;
  const NodeFound found =
      find_node(*holding.snapshot->zones, hash, holding.reply.asked, holding.last_encloser);
  if (!found.node) return not_ready;
  const snapshot::Access& access = holding.snapshot->service.access;
  if (!access.is_open() && !access.may_query(peer.address(), found.node->zone())) return not_ready;
  return found.is_absent ? deny_unless_limited(holding, peer, *found.node, dns::Rcode::nxdomain)
                         : answer_at(holding, peer, *found.node);
}

}  // namespace rota::serve
