// The makers of all policies, one per file; all.cc is the list.
#pragma once

#include "policy/policy.h"

namespace rota::policy {

Menu make_round_robin(const Order& order);
Menu make_weighted(const Order& order);
Menu make_failover(const Order& order);

}  // namespace rota::policy
