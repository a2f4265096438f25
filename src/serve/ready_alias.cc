#include "serve/ready_alias.h"

#include "serve/ready_pool.h"

namespace rota::serve {

namespace {

using snapshot::Answers;
using snapshot::Node;

// Where an alias leads, if this peer may know and the addresses are at hand.
std::optional<Answers> goal_of(const Holding& holding, const Peer& peer, dns::NameView target) {
  const auto node = holding.snapshot->zones->hit(dns::hash(target), target);
  if (!node) return {};
  const snapshot::Access& access = holding.snapshot->service.access;
  if (!access.is_open() && !access.may_query(peer.address(), node->zone())) return {};
  return node->find(holding.reply.asked.type);
}

std::size_t answer_behind(Holding& holding, const Peer& peer, Node node, const dns::RecordSet& set,
                          const Front& front) {
  const ReadyReply& reply = holding.reply;
  const std::size_t size = set.count * (dns::record_head + set.size);
  if (front.octets.size() + size > reply.room) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  count_reply(holding, set.type, holding.snapshot->zones->zone_of(node), dns::Rcode::noerror);
  dns::write_equal(set, front.target, reply.sections() + front.octets.size());
  return finish_behind(reply, front, size, set.count);
}

}  // namespace

std::size_t answer_alias(Holding& holding, const Peer& peer, Node node, const Answers& alias) {
  if (!is_address(holding.reply.asked.type)) return not_ready;
  const auto ready = ready_set(*holding.snapshot->zones, holding.reply.asked.name, node, alias);
  if (!ready) return not_ready;
  const auto goal = goal_of(holding, peer, alias.set.first());
  if (!goal) return not_ready;
  const Front front{ready->octets(), ready->target()};
  if (!goal->from_pool) return answer_behind(holding, peer, node, goal->set, front);
  const snapshot::ImagePlace& place = holding.snapshot->image->place(goal->place);
  if (holding.snapshot->image->menu(place).lines() == 0) return not_ready;
  return answer_pool(holding, peer, node, place, front);
}

}  // namespace rota::serve
