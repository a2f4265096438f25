#include "bake/serving.h"

#include <algorithm>
#include <utility>

namespace rota::bake {

namespace {

using config::AllDown;
using config::PoolConfig;

constexpr std::uint32_t longest_negative_ttl = 5;  // seconds: an outage is not to be remembered longer

Serving ask_fallback(const PoolOrder& order) {
  const PoolConfig& pool = order.own_pool();
  PoolOrder next = order;
  next.pool = *pool.fallback;
  return decide(next, order.memories != nullptr ? (*order.memories)[next.pool] : PoolMemory{});
}

Serving all_down(const PoolOrder& order, const PoolMemory& memory, Eligible nobody) {
  const PoolConfig& pool = order.own_pool();
  switch (pool.all_down) {
    case AllDown::all: return {.eligible = all_members(order.pool, pool), .ends_all_down = true};
    case AllDown::last_good:
      return {.eligible = members_named(order.pool, pool, memory.last_good), .ends_all_down = true};
    case AllDown::fallback: return ask_fallback(order);
    case AllDown::servfail:
    case AllDown::nodata: break;
  }
  return {.eligible = std::move(nobody), .ends_all_down = true};
}

policy::Candidates asked_of(const PoolConfig& pool, const Candidates& candidates, const MemberAt& member_at) {
  policy::Candidates out;
  for (const auto& [leaf, weight, configured] : candidates.members)
    out.members.push_back({member_at(leaf).name, weight, configured});
  out.answers = candidates.type == dns::Type::cname ? 1 : pool.answers.value_or(0);  // RFC 2181 section 10.1
  return out;
}

}  // namespace

Serving decide(const PoolOrder& order, const PoolMemory& memory) {
  const PoolConfig& pool = order.own_pool();
  Eligible own = eligible_members(order.pool, pool, order.targets.pools[order.pool], order.health);
  const bool nobody = own.nobody;
  const DownFamilies down = down_families(own);
  const std::uint32_t ttl = nobody || own.in_doubt ? pool.ttl.min : pool.ttl.max;
  const std::uint32_t negative_ttl = std::min(pool.ttl.min, longest_negative_ttl);
  Serving out = nobody ? all_down(order, memory, std::move(own)) : Serving{.eligible = std::move(own)};
  const bool is_others = !out.chain.empty();
  out.ttl = is_others ? std::min(ttl, out.ttl) : ttl;
  out.negative_ttl = is_others ? std::min(negative_ttl, out.negative_ttl) : negative_ttl;
  out.chain.insert(out.chain.begin(), order.pool);
  out.all_down = nobody;
  out.down = down;
  return out;
}

void remember(const PoolOrder& order, const Serving& serving, PoolMemory& memory) {
  const PoolConfig& pool = order.own_pool();
  memory.outage = {.down = serving.down,
                   .serving_from = serving.by() == order.pool ? std::nullopt : std::optional(serving.by())};
  if (serving.all_down || pool.all_down != AllDown::last_good) return;
  Named now = names_of(pool, serving.eligible);
  add_missing_types(now, memory.last_good);  // a family that is down already was named before
  memory.last_good = std::move(now);
}

policy::Menu menu_of(const policy::Policy& policy, const PoolConfig& by, const Candidates& candidates,
                     const MemberAt& member_at) {
  if (!candidates.any()) return {};
  return policy.make(asked_of(by, candidates, member_at));
}

policy::Menu menu_of(const PoolOrder& order, PoolId by, const Candidates& candidates) {
  return menu_of(order.policies[by], order.pool_at(by), candidates,
                 [&](const Leaf& leaf) -> const config::MemberConfig& { return order.member_at(leaf); });
}

}  // namespace rota::bake
