// The head of a thread's counters: what is counted of no zone and no pool, whatever is answered.
//
// Each request is counted as received, and then as answered or dropped, never both;
// each answer once by type, and once by rcode and zone: here when it is in no zone, or
// where stats/layout.h says.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dns/types.h"
#include "stats/counters.h"
#include "stats/layout.h"

namespace rota::stats {

// Why a request gets no answer.
enum class Drop : std::uint8_t {
  malformed,  // shorter than a header
  response,   // says it is an answer itself: no loops
  too_long,   // cut off by our buffer: no question is as long
  port_zero,  // from where nobody listens
  multicast,  // sent to many: the answer would be amplified or forged
  limited,    // who asks has had its answers for now (serve/limiter.h)
};
constexpr std::array<std::string_view, 6> drop_names{"malformed", "response",  "too_long",
                                                     "port_zero", "multicast", "limited"};

// Why a TCP connection is gone.
enum class Closing : std::uint8_t {
  finished,     // the peer closed it, or broke off
  malformed,    // the peer sent what is no query
  no_query,     // none came in the time for the first
  idle,         // no other came in the time for the next
  slow,         // a message took too long to come, or an answer to be taken
  displaced,    // for a newcomer, where there was no room
  prefix_full,  // for a newcomer of the same prefix, which has no more than its share
  no_room,      // could not be kept at all: the system had nothing left for it
};
constexpr std::array<std::string_view, 8> closing_names{"finished", "malformed", "no_query",    "idle",
                                                        "slow",     "displaced", "prefix_full", "no_room"};

namespace count {

constexpr CounterId received{0};
constexpr CounterId answered{1};
constexpr CounterId truncated{2};   // answers with TC
constexpr CounterId unsent{3};      // answers that the kernel did not take
constexpr CounterId limited{4};     // answers beyond a rate: dropped, truncated or only counted
constexpr CounterId tcp_opened{5};  // connections that were accepted
constexpr CounterId tcp_closed{6};  // those of them that are gone, by Closing
constexpr CounterId drops = tcp_closed + closing_names.size();  // by Drop
constexpr CounterId rcodes = drops + drop_names.size();         // of answers in no zone
constexpr CounterId types = rcodes + rcode_count;               // of answers of the long way, as asked
constexpr std::uint32_t common_types = 258;                     // by number; 0 = the question is unreadable
constexpr CounterId other_types = types + common_types;         // all beyond
static_assert(other_types.value < AllCounters::head);

constexpr CounterId of(Drop reason) { return drops + static_cast<std::uint32_t>(reason); }
constexpr CounterId of(Closing reason) { return tcp_closed + static_cast<std::uint32_t>(reason); }
constexpr CounterId of(dns::Rcode rcode) { return rcodes + slot_of(rcode); }
constexpr CounterId of(dns::Type type) {
  const auto number = static_cast<std::uint32_t>(type);
  return number < common_types ? types + number : other_types;
}

}  // namespace count

}  // namespace rota::stats
