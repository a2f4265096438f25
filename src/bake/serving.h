// Who of a pool answers now, for how long that may be remembered, and by which menu.
// What is baked and what is told of it (bake/report.h) both come from here: there is
// no second judgement.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "bake/eligible.h"
#include "bake/overridden.h"
#include "bake/policies.h"
#include "base/id.h"
#include "config/config.h"
#include "health/targets.h"
#include "policy/policy.h"

namespace rota::bake {

// Where a pool lacks members, and who answers for it then: what is news when it changes.
struct Outage {
  DownFamilies down{};
  std::optional<PoolId> serving_from{};  // the fallback pool, the last of the chain

  bool operator==(const Outage&) const = default;
};

// What a pool remembers from bake to bake.
struct PoolMemory {
  Named last_good;  // whom it named last for each type, for all_down = "last_good"
  Outage outage;    // at the last bake
};

struct PoolOrder {
  const config::Config& config;
  PoolId pool;
  const health::TargetList& targets;
  const health::TargetHealths& health;
  const Policies& policies;
  const OverriddenPools* overridden = nullptr;             // null: the pools are run as written
  const IdVector<PoolId, PoolMemory>* memories = nullptr;  // null: nothing is remembered

  // As it is run: this one's, or another that it builds on.
  const config::PoolConfig& pool_at(PoolId id) const {
    return overridden != nullptr ? (*overridden)[id] : config.pools[id];
  }
  const config::PoolConfig& own_pool() const { return pool_at(pool); }
  const config::MemberConfig& member_at(const Leaf& leaf) const {
    return pool_at(leaf.pool).members[leaf.member];
  }
};

// A pool with no eligible member and all_down = "fallback" answers as its fallback does
// by itself, and so on along the chain. The TTLs are the least along it: who comes back
// is asked again soon, and no record lives longer than its own pool gives it.
struct Serving {
  PoolId by() const { return chain.back(); }  // whose policy and members they are

  Eligible eligible;             // of the last of the chain
  std::vector<PoolId> chain{};   // the pool itself, then each fallback that was asked
  std::uint32_t ttl = 0;         // seconds
  std::uint32_t negative_ttl{};  // seconds
  bool all_down = false;         // no member of the pool itself is eligible: its rule is in force
  DownFamilies down{};           // of the pool itself
  bool ends_all_down = false;    // the same of the last of the chain
};

// `memory` is that of the pool itself.
Serving decide(const PoolOrder& order, const PoolMemory& memory);

// What is to be remembered of it for the next time.
void remember(const PoolOrder& order, const Serving& serving, PoolMemory& memory);

// The policy's menu over these members; without a line when none may be named.
using MemberAt = std::function<const config::MemberConfig&(const Leaf&)>;
policy::Menu menu_of(const policy::Policy& policy, const config::PoolConfig& by, const Candidates& candidates,
                     const MemberAt& member_at);
policy::Menu menu_of(const PoolOrder& order, PoolId by, const Candidates& candidates);

}  // namespace rota::bake
