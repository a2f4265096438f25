#include "serve/ready_zones.h"

#include <algorithm>
#include <optional>

#include "serve/lookup.h"
#include "serve/ready_alias.h"
#include "serve/ready_limit.h"
#include "serve/ready_pool.h"

namespace rota::serve {

namespace {

using dns::Type;
using snapshot::Answers;
using snapshot::Node;
using snapshot::ReadySet;

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
    default: return count_reply(holding, type, zone, dns::Rcode::noerror);
  }
}

// Of its own: its room on the stack would be cleared for every answer.
[[gnu::noinline]] std::size_t answer_names(Holding& holding, const Peer& peer, Node node,
                                           const Answers& answers) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Zones& zones = *holding.snapshot->zones;
  const auto ready = ready_set(zones, reply.asked.name, node, answers);
  if (!ready || ready->octets().size() > reply.room) return not_ready;
  // Whom addresses of other zones are told, their lists say.
  if (ready->is(ReadySet::is_mixed) && !holding.snapshot->service.access.is_open()) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  count_reply(holding, answers.set.type, zones.zone_of(node), dns::Rcode::noerror);
  std::ranges::copy(ready->octets(), reply.sections());
  return reply.finish(
      {.flags = is_authoritative, .answers = answers.set.count, .additionals = ready->additionals()},
      ready->octets().size());
}

std::size_t answer_set(Holding& holding, const Peer& peer, Node node, const Answers& answers) {
  const dns::RecordSet& set = answers.set;
  if (dns::holds_names(set.type)) return answer_names(holding, peer, node, answers);
  const ReadyReply& reply = holding.reply;
  const std::size_t size = size_of(set);
  if (size > reply.room) return not_ready;
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  count_set(holding, holding.snapshot->zones->zone_of(node), set.type);
  if (set.size != 0)
    dns::write_equal(set, dns::question_pointer, reply.sections());
  else
    write_each(set, reply.sections());
  return reply.finish({.flags = is_authoritative, .answers = set.count}, size);
}

std::size_t answer_from_pool(Holding& holding, const Peer& peer, Node node, const Answers& answers) {
  const snapshot::ImagePlace& place = holding.snapshot->image->place(answers.place);
  const snapshot::Menu menu = holding.snapshot->image->menu(place);
  if (menu.lines() > 0) return answer_pool(holding, peer, node, place);
  return menu.empty() == snapshot::Empty::nodata
             ? deny_unless_limited(holding, peer, node, dns::Rcode::noerror, menu.negative_ttl())
             : not_ready;
}

// Looked at before a call is made for it.
bool is_short(const snapshot::Zones& zones, const Answers& alias) {
  return alias.ready != 0 && zones.ready_set(alias.ready).is(ReadySet::leads_to_addresses);
}

}  // namespace

std::size_t answer_at(Holding& holding, const Peer& peer, Node node) {
  const Type type = holding.reply.asked.type;
  if (const auto answers = node.find(type))
    return answers->from_pool ? answer_from_pool(holding, peer, node, *answers)
                              : answer_set(holding, peer, node, *answers);
  if (!stays_at_cname(type))
    if (const auto alias = node.find(Type::cname))
      return is_short(*holding.snapshot->zones, *alias) ? answer_alias(holding, peer, node, *alias)
                                                        : not_ready;
  return deny_unless_limited(holding, peer, node, dns::Rcode::noerror);
}

}  // namespace rota::serve
