#include "policy/all.h"

namespace rota::policy {

namespace {

// Of a policy without options.
template <Menu make(const Candidates&)>
Policy plain(Settings& /*options*/) {
  return {.make = make};
}

}  // namespace

Named::Named(const Candidates& candidates) {
  for (const CandidateId id : candidates.members.ids()) {
    if (candidates.members[id].weight == 0) continue;
    ids.push_back(id);
    weights.push_back(candidates.members[id].weight);
  }
}

const std::map<std::string_view, Kind>& all_policies() {
  static const std::map<std::string_view, Kind> kinds = {
      {"round_robin", {.read = plain<make_round_robin>, .rotates_all = true}},
      {"weighted", {.read = plain<make_weighted>, .uses_weights = true}},
      {"failover", {.read = plain<make_failover>}},
  };
  return kinds;
}

}  // namespace rota::policy
