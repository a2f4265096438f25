// Who writes the samples of each family: families.def is the table.
#pragma once

#include <string>
#include <vector>

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
  // None when no family of theirs is written:
  IdVector<PoolId, IdVector<MemberId, std::string>> members;
  IdVector<PoolId, std::vector<std::string>> checks;  // of the pool, each with a name of its own
};

using Write = void(const Page& page, Samples& out);

#define FAMILY(NAME, TYPE, SCOPE, WRITE, HELP) Write WRITE;
#include "report/metrics/families.def"
#undef FAMILY

}  // namespace rota::report::metrics
