#include "stats/traffic.h"

#include <algorithm>

namespace rota::stats {

std::uint64_t Traffic::all_received() const { return sum(received); }
std::uint64_t Traffic::all_answered() const { return sum(answered); }
std::uint64_t Traffic::all_dropped() const { return sum(dropped); }

// What comes later in the life of a query is read first: so nothing is seen answered that is not seen
// received, and no connection closed that is not seen opened.
Traffic read_traffic(const AllCounters& all_counters) {
  Traffic out;
  for (std::uint32_t i = 0; i < rcode_count; ++i) out.rcodes[i] = all_counters.total(count::rcodes + i);
  for (std::uint32_t i = 0; i < count::common_types; ++i) out.types[i] = all_counters.sum(count::types + i);
  out.other_types = all_counters.sum(count::other_types);
  for (std::uint32_t i = 0; i < out.dropped.size(); ++i) {
    const ByPath dropped = all_counters.sum(count::drops + i);
    out.dropped[i] = sum(dropped);
    if (i == static_cast<std::uint32_t>(Drop::limited)) continue;  // its type was read, and is counted
    for (std::size_t path = 0; path < path_count; ++path) out.types[0][path] += dropped[path];
  }
  out.truncated = all_counters.total(count::truncated);
  out.limited = all_counters.total(count::limited);
  out.unsent = all_counters.total(count::unsent);
  out.answered = all_counters.sum(count::answered);
  out.received = all_counters.sum(count::received);
  for (std::uint32_t i = 0; i < out.tcp_closed.size(); ++i)
    out.tcp_closed[i] = all_counters.total(count::tcp_closed + i);
  out.tcp_opened = all_counters.total(count::tcp_opened);
  out.tcp_open = out.tcp_opened - std::min(sum(out.tcp_closed), out.tcp_opened);
  return out;
}

}  // namespace rota::stats
