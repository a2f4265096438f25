// The policies, one per file; all.cc is the list.
#pragma once

#include "policy/policy.h"

namespace rota::policy {

Menu make_round_robin(const Candidates& candidates);
Menu make_weighted(const Candidates& candidates);
Menu make_failover(const Candidates& candidates);

}  // namespace rota::policy
