#include "policy/all.h"

namespace rota::policy {

const std::map<std::string_view, Kind>& all_policies() {
  static const std::map<std::string_view, Kind> kinds = {
      {"round_robin", {.make = make_round_robin, .rotates_all = true}},
      {"weighted", {.make = make_weighted, .uses_weights = true}},
      {"failover", {.make = make_failover}},
  };
  return kinds;
}

}  // namespace rota::policy
