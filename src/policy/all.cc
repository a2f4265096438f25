#include "policy/all.h"

namespace rota::policy {

Named::Named(const Candidates& candidates) {
  for (const CandidateId id : candidates.members.ids()) {
    if (candidates.members[id].weight == 0) continue;
    ids.push_back(id);
    weights.push_back(candidates.members[id].weight);
  }
}

const std::map<std::string_view, Kind>& all_policies() {
#define POLICY(name, describe) {name, describe()},
  static const std::map<std::string_view, Kind> kinds = {
#include "policy/policies.def"
  };
#undef POLICY
  return kinds;
}

}  // namespace rota::policy
