// What all query threads have counted since the start, summed; of zones and pools,
// bake::WorldCounters tells the rest.
#pragma once

#include <array>
#include <cstdint>

#include "stats/counters.h"
#include "stats/counts.h"

namespace rota::stats {

// Once no request is under way: received == answered + dropped, summed over all.
struct Traffic {
  ByPath received{};  // requests
  ByPath answered{};
  std::array<std::uint64_t, drop_names.size()> dropped{};  // by Drop
  std::uint64_t truncated = 0;                             // answered with TC
  std::uint64_t limited = 0;                               // beyond a rate, whatever became of it
  std::uint64_t unsent = 0;                                // answered, but the kernel did not take it
  std::array<std::uint64_t, rcode_count> rcodes{};         // answered, in no zone; by slot_of
  // Requests by type as asked, those of the short way aside (stats::Totals::ready).
  std::array<ByPath, count::common_types> types{};  // 0: no readable question, dropped ones too
  ByPath other_types{};
  std::uint64_t tcp_opened = 0;
  std::uint64_t tcp_open = 0;  // connections now: opened == open + closed, summed over all
  std::array<std::uint64_t, closing_names.size()> tcp_closed{};  // by Closing
  std::uint64_t kernel_drops = 0;  // thrown away by the kernel, and so not received

  std::uint64_t all_received() const;
  std::uint64_t all_answered() const;
  std::uint64_t all_dropped() const;
};

// Any thread. All but kernel_drops.
Traffic read_traffic(const AllCounters& all_counters);

}  // namespace rota::stats
