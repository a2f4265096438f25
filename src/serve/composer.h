// Composes one reply: writes the pieces that the walk over our zones yields
// (serve/lookup.h), as far as there is room for them, chooses from the menus of pools,
// and counts what was given. The rcode is that of the last name of a chain (RFC 6604).
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/prefix.h"
#include "dns/reply.h"
#include "serve/lookup.h"
#include "serve/peer.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"
#include "stats/counters.h"

namespace rota::serve {

class Composer {
 public:
  // `client_subnet`: who it is asked for, where that was sent and is listened to.
  Composer(const snapshot::Snapshot& snapshot, Turns& turns, Lookup& lookup, const Peer& peer,
           const std::optional<Prefix>& client_subnet, const dns::Query& query, dns::Reply& reply)
      : maps_(*snapshot.maps),
        turns_(turns),
        peer_(peer),
        client_subnet_(client_subnet),
        query_(query),
        reply_(reply),
        lookup_(lookup) {
    const bool is_open = snapshot.service.access.is_open();  // the address is read only where it matters
    lookup_.begin(snapshot, query.name(), query.type, is_open ? std::nullopt : std::optional(peer.address()));
  }

  // Writes the sections; nothing is counted, and another reply may still be sent instead.
  enum class Composed : std::uint8_t { whole, truncated, servfail, broken, refused, prohibited };
  Composed compose();

  // Whether that is an answer without data: one that anybody can ask for without end.
  bool is_negative(Composed composed) const;

  // Finishes the reply and returns its size. Counts it by rcode and zone of the
  // question, and the lines of pools that are in it (stats/layout.h).
  std::size_t finish(Composed composed, stats::ThreadCounters counters);

  // For how many bits of the client subnet the records hold (RFC 7871 section 7.2.1); 0: for
  // everybody, as an answer without data does.
  std::uint8_t scope() const { return scope_; }

 private:
  std::size_t finish_reply(Composed composed);
  void count(Composed composed, stats::ThreadCounters counters) const;

  // Each returns whether there is room, or sense, in going on.
  bool write(const Piece& piece);
  bool answer(const dns::RecordSet& set);
  bool choose(const Piece& piece);
  bool add(const Piece& piece);
  bool add_sibling(const Piece& piece);
  bool end(Composed composed);
  bool end_outside(Composed at_first);

  const policy::Maps& maps_;
  Turns& turns_;
  const Peer& peer_;
  const std::optional<Prefix>& client_subnet_;
  const dns::Query& query_;
  dns::Reply& reply_;
  Lookup& lookup_;

  Composed composed_ = Composed::whole;
  std::uint16_t owner_ = dns::question_pointer;     // where the name that is answered stands in the message
  const std::uint8_t* left_out_ = nullptr;          // a sibling without room for its addresses
  std::array<CounterId, longest_chain + 1> given_;  // counters of pools' lines
  std::size_t given_count_ = 0;
  std::uint8_t scope_ = 0;
  std::optional<CounterId> zone_counter_;  // of the question; nothing: it is in no zone of ours
};

}  // namespace rota::serve
