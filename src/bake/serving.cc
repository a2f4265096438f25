#include "bake/serving.h"

#include <utility>

namespace rota::bake {

namespace {

using config::AllDown;
using config::PoolConfig;

Serving all_down(const PoolOrder& order, const PoolMemory& memory, Eligible nobody) {
  const PoolConfig& pool = order.own_pool();
  switch (pool.all_down) {
    case AllDown::all: return {all_members(pool), &pool, pool.ttl.min, true};
    case AllDown::last_good: return {members_named(pool, memory.last_good), &pool, pool.ttl.min, true};
    case AllDown::fallback: {
      const PoolConfig& fallback = order.pool_at(*pool.fallback);
      return {all_members(fallback), &fallback, pool.ttl.min, true};
    }
    case AllDown::servfail:
    case AllDown::nodata: break;
  }
  return {std::move(nobody), &pool, pool.ttl.min, true};
}

policy::Order order_of(const PoolConfig& pool, const Candidates& candidates) {
  policy::Order out;
  for (const Candidate& candidate : candidates.members) out.weights.push_back(candidate.weight);
  out.answers = candidates.type == dns::Type::cname ? 1 : pool.answers.value_or(0);  // RFC 2181 section 10.1
  return out;
}

}  // namespace

Serving decide(const PoolOrder& order, const PoolMemory& memory) {
  const PoolConfig& pool = order.own_pool();
  Eligible eligible = eligible_members(pool, order.targets.pools[order.pool], order.health);
  if (eligible.nobody) return all_down(order, memory, std::move(eligible));
  const std::uint32_t ttl = eligible.in_doubt ? pool.ttl.min : pool.ttl.max;
  return {std::move(eligible), &pool, ttl, false};
}

void remember(const PoolOrder& order, const Serving& serving, PoolMemory& memory) {
  const PoolConfig& pool = order.own_pool();
  memory.all_down = serving.all_down;
  if (!serving.all_down && pool.all_down == AllDown::last_good)
    memory.last_good = names_of(pool, serving.eligible);
}

policy::Menu menu_of(const PoolConfig& pool, const Candidates& candidates) {
  if (candidates.members.empty()) return {};
  return policy::all_policies().at(pool.policy).make(order_of(pool, candidates));
}

}  // namespace rota::bake
