// The policies of a configuration's pools, their options read.
#pragma once

#include "base/id.h"
#include "base/mistakes.h"
#include "config/config.h"
#include "policy/policy.h"

namespace rota::bake {

using Policies = IdVector<PoolId, policy::Policy>;

// Adds what is wrong with its options to the mistakes. Of a policy that is not known there
// is nothing that could make a menu; bake/rules.h tells that.
policy::Policy read_policy(const config::PoolConfig& pool, Mistakes& mistakes);

// Of a configuration that has passed check_pools().
Policies read_policies(const config::Config& config);

// All maps of theirs, in the order of the pools; and where each pool's begin.
struct PolicyMaps {
  explicit PolicyMaps(const Policies& policies);

  policy::Maps all;
  IdVector<PoolId, std::uint32_t> first;
};

// Whether some answer goes by who asks.
bool any_asks_who(const config::Config& config);

}  // namespace rota::bake
