// What the counters of a zone and of a menu mean, in the ranges that they have of
// every lane (base/lanes.h). The short way (serve/ready.h) counts a reply once, where
// its type, zone, rcode and pool all follow from the place; the long way counts each
// of them by itself.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "dns/types.h"

namespace rota::snapshot {

// Every rcode that a reply of ours can have.
constexpr std::array counted_rcodes{dns::Rcode::noerror,  dns::Rcode::formerr, dns::Rcode::servfail,
                                    dns::Rcode::nxdomain, dns::Rcode::notimp,  dns::Rcode::refused,
                                    dns::Rcode::yxdomain, dns::Rcode::badvers, dns::Rcode::badcookie};
constexpr std::size_t rcode_count = counted_rcodes.size();
constexpr std::uint32_t slot_of(dns::Rcode rcode) {
  const auto number = static_cast<std::uint32_t>(rcode);
  return number <= 6 ? number : number == 16 ? 7 : 8;
}
static_assert(std::ranges::all_of(counted_rcodes,
                                  [](auto rcode) { return counted_rcodes[slot_of(rcode)] == rcode; }));

// Of a zone: replies the short way gave from its records, by type, all NOERROR; then
// those of the long way whose question was in it, by rcode.
constexpr std::uint32_t zone_ready_a = 0;
constexpr std::uint32_t zone_ready_aaaa = 1;
constexpr std::uint32_t zone_rcodes = 2;
constexpr std::uint32_t zone_tally_size = zone_rcodes + rcode_count;

// Of a menu of n lines: n counters of replies that the short way gave from each line,
// then n of replies of the long way that have the line's records in them.
constexpr std::uint32_t menu_tally_size(std::size_t lines) { return static_cast<std::uint32_t>(2 * lines); }

}  // namespace rota::snapshot
