#include "serve/ready_zones.h"

#include <algorithm>
#include <optional>

#include "serve/asker.h"
#include "serve/ready_node.h"
#include "serve/ready_turn.h"
#include "stats/counts.h"

namespace rota::serve {

namespace {

namespace count = stats::count;
using dns::Rcode;
using dns::Type;
using snapshot::Node;

// At a name with a CNAME these are about the name itself.
bool stays_at_cname(Type type) { return type == Type::rrsig || type == Type::nsec; }

// Instead of an answer: who asks may come again with the cookie that it gets, or over TCP.
std::size_t send_back(const Holding& holding) {
  const ReadyReply& reply = holding.reply;
  const bool has_cookie = reply.asked.has_options && reply.options->cookie;
  const Rcode rcode = has_cookie ? Rcode::badcookie : Rcode::noerror;
  holding.counters.add(count::of(rcode));
  if (has_cookie) return reply.finish({.rcode = rcode}, 0);
  holding.counters.add(count::truncated);
  return reply.finish({.flags = is_truncated}, 0);
}

// The size of what is sent instead, when this peer has had its answers for now.
std::optional<std::size_t> limit(Holding& holding, const Peer& peer, RateTable::Kind kind) {
  const ReadyReply& reply = holding.reply;
  const bool is_proven = reply.asked.has_options && reply.options->is_proven();
  if (!holding.limiter.is_on() || peer.transport() == Transport::tcp || is_proven) return {};
  const auto verdict = holding.limiter.judge(peer.address(), kind, holding.counters);
  if (verdict == Limiter::Verdict::answer) return {};
  holding.counters.add(count::of(reply.asked.type));
  if (verdict == Limiter::Verdict::truncate) return send_back(holding);
  holding.counters.add(count::of(stats::Drop::limited));
  return 0;
}

std::size_t deny_unless_limited(Holding& holding, const Peer& peer, Node node, Rcode rcode,
                                std::uint32_t most_ttl = no_limit) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Zone zone = holding.snapshot->zones->zone_of(node);
  const auto denial = zone.denials().of(reply.asked.name);
  if (!denial || denial->size() > reply.room) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::negative)) return *limited;
  return deny(holding, reply, zone, rcode, most_ttl);
}

std::size_t answer_pool(Holding& holding, const Peer& peer, Node node, const snapshot::ImagePlace& place) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Menu menu = holding.snapshot->image->menu(place);
  if (menu.lines() == 0)
    return menu.empty() == snapshot::Empty::nodata
               ? deny_unless_limited(holding, peer, node, Rcode::noerror, menu.negative_ttl())
               : not_ready;
  // Members of other types have names.
  if (reply.asked.type != Type::a && reply.asked.type != Type::aaaa) return not_ready;
  const bool has_options = reply.asked.has_options;
  const policy::Choice choice = policy::choose(
      menu.plan(), [&] { return asker_of(peer, has_options ? holding.options.client_subnet : std::nullopt); },
      *holding.snapshot->maps,
      [&](std::uint32_t child) -> std::uint64_t& {
        return holding.turns.of(place.turn + child * snapshot::turns_of(reply.asked.type));
      });
  const Turn turn(menu, choice);
  if (turn.records.size() > reply.room) return not_ready;
  ++turn.count;  // as the long way, whatever becomes of the answer
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  if (has_options) holding.options.tell_scope(choice.scope);
  holding.counters.add(turn.counter);
  std::memcpy(reply.sections(), turn.records.data(), turn.records.size());
  return reply.finish({.flags = is_authoritative, .answers = turn.record_count}, turn.records.size());
}

// Whether addresses might be given beside it: one of its records sends on to a name of ours.
bool is_helped(const snapshot::Zones& zones, const dns::RecordSet& set) {
  if (dns::target_of(set.type, set.first()).empty()) return false;
  for (const Bytes rdata : set) {
    const dns::NameView target = dns::target_of(set.type, rdata);
    if (zones.first(dns::hash(target), target)) return true;
  }
  return false;
}

std::size_t size_of(const dns::RecordSet& set) {
  std::size_t out = set.count * (dns::record_head + set.size);
  if (set.size == 0)
    for (const Bytes rdata : set) out += rdata.size();
  return out;
}

void write_each(const dns::RecordSet& set, std::uint8_t* to) {
  for (const Bytes rdata : set) {
    const auto head =
        dns::head_of(dns::question_pointer, set.type, set.ttl, static_cast<std::uint16_t>(rdata.size()));
    to = std::ranges::copy(head, to).out;
    to = std::ranges::copy(rdata, to).out;
  }
}

void count_set(const Holding& holding, const snapshot::Zone& zone, Type type) {
  switch (type) {
    case Type::a: return holding.counters.add(zone.first_counter() + stats::zone_ready_a);
    case Type::aaaa: return holding.counters.add(zone.first_counter() + stats::zone_ready_aaaa);
    default: return count_reply(holding, type, zone, Rcode::noerror);
  }
}

std::size_t answer_set(Holding& holding, const Peer& peer, Node node, const dns::RecordSet& set) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Zones& zones = *holding.snapshot->zones;
  const bool is_address = set.type == Type::a || set.type == Type::aaaa;
  if (!is_address && (dns::names_inside(set.type).names > 0 || is_helped(zones, set))) return not_ready;
  const std::size_t size = size_of(set);
  if (size > reply.room) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  count_set(holding, zones.zone_of(node), set.type);
  if (set.size != 0)
    dns::write_equal(set, dns::question_pointer, reply.sections());
  else
    write_each(set, reply.sections());
  return reply.finish({.flags = is_authoritative, .answers = set.count}, size);
}

}  // namespace

std::size_t answer_at(Holding& holding, const Peer& peer, Node node) {
  const Type type = holding.reply.asked.type;
  if (const auto answers = node.find(type))
    return answers->from_pool
               ? answer_pool(holding, peer, node, holding.snapshot->image->place(answers->place))
               : answer_set(holding, peer, node, answers->set);
  if (!stays_at_cname(type) && node.find(Type::cname)) return not_ready;
  return deny_unless_limited(holding, peer, node, Rcode::noerror);
}

std::size_t answer_guarded(Holding& holding, std::uint64_t hash, const Peer& peer) {
  if (holding.snapshot == nullptr) return not_ready;
  const NodeFound found =
      find_node(*holding.snapshot->zones, hash, holding.reply.asked, holding.last_encloser);
  if (!found.node) return not_ready;
  const snapshot::Access& access = holding.snapshot->service.access;
  if (!access.is_open() && !access.may_query(peer.address(), found.node->zone())) return not_ready;
  return found.is_absent ? deny_unless_limited(holding, peer, *found.node, Rcode::nxdomain)
                         : answer_at(holding, peer, *found.node);
}

}  // namespace rota::serve
