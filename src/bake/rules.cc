#include "bake/rules.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "bake/policies.h"
#include "bake/pool_baker.h"
#include "base/choices.h"
#include "config/detection.h"
#include "config/pool_reader.h"
#include "policy/policy.h"

namespace rota::bake {

namespace {

using config::MemberConfig;
using config::PoolConfig;

constexpr std::size_t largest_set =
    65535 - 512;  // a message is at most 65,535 octets, question and OPT included

const policy::Kind* find_policy(const PoolConfig& pool, Mistakes& mistakes) {
  const auto& kinds = policy::all_policies();
  const auto kind = kinds.find(pool.policy);
  if (kind != kinds.end()) return &kind->second;
  std::vector<std::string_view> names;
  names.reserve(kinds.size());
  for (const auto& [name, known] : kinds) names.push_back(name);
  mistakes.error(pool.policy_at, unknown_word("policy", pool.policy, names));
  return nullptr;
}

void check_weights(const PoolConfig& pool, const policy::Kind& kind, Mistakes& mistakes) {
  const auto given = std::ranges::find_if(pool.members, &MemberConfig::weight_given);
  // In an SRV record the weight is part of the answer whatever the policy.
  if (given == pool.members.end() || kind.uses_weights || pool.kind == config::PoolKind::srv) return;
  mistakes.warning(given->at,
                   "weights mean nothing to policy \"" + pool.policy + "\" of pool \"" + pool.name + "\"");
}

// Only so many answers can carry exact shares: see policy/weighted.cc.
void check_shares(const PoolConfig& pool, const policy::Kind& kind, Mistakes& mistakes) {
  if (!kind.uses_weights || !pool.answers || *pool.answers < 2) return;
  std::uint64_t sum = 0;
  std::uint64_t heaviest = 1;
  for (const MemberConfig& member : pool.members) {
    sum += member.weight;
    heaviest = std::max<std::uint64_t>(heaviest, member.weight);
  }
  const std::uint64_t most = std::max<std::uint64_t>(1, sum / heaviest);
  if (*pool.answers <= most) return;
  mistakes.warning(pool.at, "pool \"" + pool.name + "\" answers " + std::to_string(most) +
                                " at a time: with its weights " + std::to_string(*pool.answers) +
                                " could not be in exact proportion");
}

void check_answers(const PoolConfig& pool, const policy::Kind& kind, Mistakes& mistakes) {
  if (pool.kind == config::PoolKind::cname) {
    if (pool.answers.value_or(1) > 1)
      mistakes.warning(pool.at, "pool \"" + pool.name + "\" answers 1 at a time: a name has one CNAME");
    return;
  }
  if (kind.rotates_all && !pool.answers && pool.members.size() > policy::most_by_default)
    mistakes.warning(pool.at, "pool \"" + pool.name + "\" has " + std::to_string(pool.members.size()) +
                                  " members and answers " + std::to_string(policy::most_by_default) +
                                  " at a time; set \"answers\" to choose");
  if (largest_answer(pool) > largest_set)
    mistakes.error(pool.at, "the answers of pool \"" + pool.name +
                                "\" do not fit in a message of 65535 octets; set a smaller \"answers\"");
}

void check_fallback(const config::Config& config, const PoolConfig& pool, Mistakes& mistakes) {
  if (!pool.fallback) return;
  const PoolConfig& fallback = config.pools[*pool.fallback];
  if (fallback.kind != pool.kind)
    mistakes.error(pool.at, "the fallback \"" + fallback.name + "\" of pool \"" + pool.name +
                                "\" has members of another kind");
}

}  // namespace

void check_pools(const config::Config& config, Mistakes& mistakes) {
  for (const PoolConfig& pool : config.pools) {
    const policy::Kind* kind = find_policy(pool, mistakes);
    if (kind == nullptr) continue;
    read_policy(pool, mistakes);
    check_weights(pool, *kind, mistakes);
    check_shares(pool, *kind, mistakes);
    check_answers(pool, *kind, mistakes);
    check_fallback(config, pool, mistakes);
    config::warn_of_failover(config, pool, mistakes);
  }
}

}  // namespace rota::bake
