// Who writes the samples of each family; metrics.cc has the table.
#pragma once

#include <string>

#include "report/metrics/exposition.h"
#include "report/metrics/metrics.h"

namespace rota::report::metrics {

// What is observed, and the labels of all that has a name.
struct Page {
  Page(const Observed& observed, Scopes scopes);

  // Calls visit(labels, pool, member) for each member of each pool.
  template <class Visit>
  void each_member(Visit visit) const {
    for (const PoolId pool : members.ids())
      for (const MemberId member : members[pool].ids()) visit(members[pool][member], pool, member);
  }

  const Observed& seen;
  IdVector<ZoneId, std::string> zones;
  IdVector<PoolId, std::string> pools;
  IdVector<PoolId, IdVector<MemberId, std::string>> members;  // none when no family of theirs is written
};

using Write = void(const Page& page, Samples& out);

// traffic.cc
Write received, answered, requests, responses, dropped, truncated, limited, unsent, kernel_drops;
Write tcp_connections, tcp_opened, tcp_closed;
// pools.cc
Write pool_answers, pool_members, pool_all_down, pool_ttl;
Write member_answers, member_state, member_admin, member_up, member_weight;
Write check_results, check_durations, check_late, state_changes;
// server.cc
Write build_info, snapshot_editions, snapshot_age, bake_seconds, reload_ok, reload_time, zone_broken,
    zone_kept;
Write blind, zone_serial, overrides, process_cpu, process_resident, process_virtual, process_open,
    process_most;
Write process_start, process_threads, probes_late, log_dropped, failures_total;

}  // namespace rota::report::metrics
