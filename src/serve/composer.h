// Composes the sections of one reply: the algorithm of RFC 1034 section 4.3.2
// over our zones, with DNAME (RFC 6672), wildcards (RFC 4592), negative answers
// (RFC 2308) and the rcode of the last name of a chain (RFC 6604).
#pragma once

#include <array>
#include <cstdint>

#include "base/lanes.h"
#include "dns/reply.h"
#include "serve/peer.h"
#include "serve/turns.h"
#include "snapshot/snapshot.h"

namespace rota::serve {

constexpr std::size_t longest_chain = 16;  // of CNAMEs and DNAMEs; what is there by then is sent

class Composer {
 public:
  Composer(const snapshot::Snapshot& snapshot, Turns& turns, const Peer& peer, const dns::Query& query,
           dns::Reply& reply)
      : snapshot_(snapshot), turns_(turns), peer_(peer), query_(query), reply_(reply), name_(query.name()) {}

  // Writes the sections; nothing is counted, and another reply may still be sent instead.
  enum class Composed : std::uint8_t { whole, truncated, servfail, broken, refused, prohibited };
  Composed compose();

  // Whether that is an answer without data: one that anybody can ask for without end.
  bool is_negative(Composed composed) const;

  // Finishes the reply and returns its size. Counts it by rcode and zone of the
  // question, and the lines of pools that are in it (snapshot/tally.h).
  std::size_t finish(Composed composed, Lane lane);

 private:
  // What one name of a chain led to.
  enum class Step : std::uint8_t { done, follow, truncated, servfail };

  std::size_t finish_reply(Composed composed);
  void count(Composed composed, Lane lane) const;
  Step visit(const snapshot::Found& found);
  Step answer_from(const snapshot::Zone& zone, const snapshot::Node& node);
  Step give(const snapshot::Zone& zone, const snapshot::Answers& answers);
  Step give_set(const dns::RecordSet& set);
  Step refer(const snapshot::Zone& zone, const snapshot::Node& cut);
  Step redirect(const snapshot::Node& owner);
  Step deny(const snapshot::Zone& zone, std::uint32_t ttl);
  Step follow(dns::NameView target);

  bool may_query(const snapshot::Node& node) const;
  bool was_given(const snapshot::Node& dname);
  bool add_glue(const snapshot::Zone& zone, const snapshot::Node& cut, dns::NameView target);
  void add_addresses(const dns::RecordSet& set);
  bool add_addresses_of(const snapshot::Node& node);

  const snapshot::Snapshot& snapshot_;
  Turns& turns_;
  const Peer& peer_;
  const dns::Query& query_;
  dns::Reply& reply_;

  dns::NameView name_;                           // the name being answered, lower-cased
  std::uint16_t owner_ = dns::question_pointer;  // where it stands in the message
  // Which names of the chain own records already, and which DNAMEs are given: a
  // chain that comes by again ends or goes on, but no record is given twice.
  std::array<std::uint16_t, longest_chain + 1> owners_;
  std::array<const std::uint8_t*, longest_chain + 1> dnames_;
  std::size_t owner_count_ = 0;
  std::size_t dname_count_ = 0;
  std::array<std::uint32_t, longest_chain + 1> given_;  // counters of pools' lines
  std::size_t given_count_ = 0;
  std::uint32_t zone_tally_ = 0;                  // of the question; 0 = it is in no zone of ours
  std::array<std::uint8_t, dns::max_name> next_;  // holds name_ after the first of a chain
};

}  // namespace rota::serve
