// The next answer of a pool, on the short way (serve/ready.h), with an alias in front of it or
// without. Inlined where it is called: a call costs the hardened build a tenth of an answer.
#pragma once

#include <algorithm>
#include <cstdint>

#include "serve/asker.h"
#include "serve/ready_limit.h"
#include "serve/ready_turn.h"
#include "serve/ready_zones.h"

namespace rota::serve {

// An alias that stands in front of an answer: its record, and where in the message its target is.
struct Front {
  Bytes octets{};
  std::uint16_t target = dns::question_pointer;
};

inline bool is_address(dns::Type type) { return type == dns::Type::a || type == dns::Type::aaaa; }

// Of records of one length, that have the question's: they stand behind an alias.
inline void set_owners(std::uint8_t* records, std::size_t size, std::size_t count, std::uint16_t owner) {
  for (std::size_t i = 0; i < count; ++i) store16(records + i * (size / count), owner);
}

[[gnu::always_inline]] inline std::size_t finish_behind(const ReadyReply& reply, const Front& front,
                                                        std::size_t size, std::uint16_t count) {
  std::ranges::copy(front.octets, reply.sections());
  const auto answers = static_cast<std::uint16_t>(count + (front.octets.empty() ? 0 : 1));
  return reply.finish({.flags = is_authoritative, .answers = answers}, front.octets.size() + size);
}

// From a menu of at least one line. `node`: of the question.
[[gnu::always_inline]] inline std::size_t answer_pool(Holding& holding, const Peer& peer, snapshot::Node node,
                                                      const snapshot::ImagePlace& place,
                                                      const Front& front = {}) {
  const ReadyReply& reply = holding.reply;
  const snapshot::Menu menu = holding.snapshot->image->menu(place);
  // Members of other types have names.
  if (!is_address(reply.asked.type)) return not_ready;
  const bool has_options = reply.asked.has_options;
  const policy::Choice choice = policy::choose(
      menu.plan(), [&] { return asker_of(peer, has_options ? holding.options.client_subnet : std::nullopt); },
      *holding.snapshot->maps,
      [&](std::uint32_t child) -> std::uint64_t& {
        return holding.turns.of(place.turn + child * snapshot::turns_of(reply.asked.type));
      });
  const Turn turn(menu, choice);
  if (front.octets.size() + turn.records.size() > reply.room) return not_ready;
  ++turn.count;  // as the long way, whatever becomes of the answer
  if (holding.is_guarded)
    if (const auto limited = limit(holding, peer, RateTable::Kind::positive)) return *limited;
  if (has_options) holding.options.tell_scope(choice.scope);
  std::uint8_t* const records = reply.sections() + front.octets.size();
  std::memcpy(records, turn.records.data(), turn.records.size());
  if (front.octets.empty()) {
    holding.counters.add(turn.counter + stats::line_ready);
  } else {
    count_reply(holding, reply.asked.type, holding.snapshot->zones->zone_of(node), dns::Rcode::noerror);
    holding.counters.add(turn.counter + stats::line_long);
    set_owners(records, turn.records.size(), turn.record_count, front.target);
  }
  return finish_behind(reply, front, turn.records.size(), turn.record_count);
}

}  // namespace rota::serve
