// What the counters of a zone and of a menu mean, in the blocks that they have of
// every thread's counters (stats/counters.h): a zone has one, a menu one for every few of its lines. The
// short way (serve/ready.h) counts a reply once, where its type, zone, rcode and pool all follow from the
// place; the long way counts each of them by itself.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "dns/types.h"
#include "stats/counters.h"

namespace rota::stats {

// Every rcode that a reply of ours can have.
constexpr std::array counted_rcodes{dns::Rcode::noerror,  dns::Rcode::formerr, dns::Rcode::servfail,
                                    dns::Rcode::nxdomain, dns::Rcode::notimp,  dns::Rcode::refused,
                                    dns::Rcode::yxdomain, dns::Rcode::notauth, dns::Rcode::badvers,
                                    dns::Rcode::badcookie};
constexpr std::size_t rcode_count = counted_rcodes.size();
constexpr std::uint32_t slot_of(dns::Rcode rcode) {
  const auto number = static_cast<std::uint32_t>(rcode);
  return number <= 6 ? number : number == 9 ? 7 : number == 16 ? 8 : 9;
}
static_assert(std::ranges::all_of(counted_rcodes,
                                  [](auto rcode) { return counted_rcodes[slot_of(rcode)] == rcode; }));

// Of a zone: replies the short way gave from its addresses, by type, all NOERROR; then
// all others whose question was in it, by rcode. Others than these are only given
// before a zone is looked for.
constexpr std::uint32_t zone_ready_a = 0;
constexpr std::uint32_t zone_ready_aaaa = 1;
constexpr std::array zone_rcodes{dns::Rcode::noerror, dns::Rcode::servfail, dns::Rcode::nxdomain,
                                 dns::Rcode::refused, dns::Rcode::yxdomain};
constexpr std::uint32_t zone_counter_of(dns::Rcode rcode) {
  switch (rcode) {
    case dns::Rcode::noerror: return 2;
    case dns::Rcode::servfail: return 3;
    case dns::Rcode::nxdomain: return 4;
    case dns::Rcode::refused: return 5;
    default: return 6;
  }
}
static_assert(2 + zone_rcodes.size() <= AllCounters::block);

// Of a line of a menu: replies that the short way gave from it, and those of the long
// way that have its records in them.
constexpr std::uint32_t line_ready = 0;
constexpr std::uint32_t line_long = 1;
constexpr std::uint32_t counters_a_line = 2;
constexpr std::size_t lines_a_block = AllCounters::block / counters_a_line;

}  // namespace rota::stats
