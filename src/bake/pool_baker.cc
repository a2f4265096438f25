#include "bake/pool_baker.h"

#include <algorithm>

#include "bake/encode.h"
#include "config/pool_reader.h"
#include "policy/policy.h"

namespace rota::bake {

namespace {

using config::AllDown;
using config::PoolConfig;
using snapshot::MenuDraft;

constexpr std::uint32_t longest_negative_ttl = 5;  // seconds: an outage is not to be remembered longer

// Whose members answer, and for how long that may be remembered.
struct Serving {
  Eligible eligible;
  const PoolConfig* pool = nullptr;  // its policy and members: the pool's own, or its fallback's
  std::uint32_t ttl = 0;
};

Serving all_down(const config::Config& config, const PoolConfig& pool, const PoolMemory& memory,
                 Eligible nobody) {
  switch (pool.all_down) {
    case AllDown::all: return {all_members(pool), &pool, pool.ttl.min};
    case AllDown::last_good: return {members_named(pool, memory.last_good), &pool, pool.ttl.min};
    case AllDown::fallback: {
      const PoolConfig& fallback = config.pools[*pool.fallback];
      return {all_members(fallback), &fallback, pool.ttl.min};
    }
    case AllDown::servfail:
    case AllDown::nodata: break;
  }
  return {std::move(nobody), &pool, pool.ttl.min};
}

Serving decide(const PoolOrder& order, PoolMemory& memory) {
  const PoolConfig& pool = order.config.pools[order.pool];
  Eligible eligible = eligible_members(pool, order.targets.pools[order.pool], order.health);
  if (eligible.nobody) return all_down(order.config, pool, memory, std::move(eligible));
  const std::uint32_t ttl = eligible.in_doubt ? pool.ttl.min : pool.ttl.max;
  if (pool.all_down == AllDown::last_good) memory.last_good = names_of(pool, eligible);
  return {std::move(eligible), &pool, ttl};
}

policy::Order order_of(const PoolConfig& pool, const Candidates& candidates) {
  policy::Order out;
  for (const Candidate& candidate : candidates.members) out.weights.push_back(candidate.weight);
  out.answers = candidates.type == dns::Type::cname ? 1 : pool.answers.value_or(0);  // RFC 2181 section 10.1
  return out;
}

MenuDraft::Line encode(const policy::MemberSet& set, const PoolConfig& pool, const Candidates& candidates,
                       std::uint32_t ttl) {
  MenuDraft::Line out;
  for (const std::size_t i : set)
    append_member(out.records, candidates.type, ttl, pool.members[candidates.members[i].member]);
  out.count = static_cast<std::uint16_t>(set.size());
  out.record_size = common_size(out.records, set.size());
  return out;
}

MenuDraft bake_menu(const PoolConfig& pool, const Candidates& candidates, std::uint32_t ttl) {
  MenuDraft out;
  if (candidates.members.empty()) return out;
  policy::Menu menu = policy::all_policies().at(pool.policy).make(order_of(pool, candidates));
  for (const policy::MemberSet& set : menu.lines) out.lines.push_back(encode(set, pool, candidates, ttl));
  out.cuts = std::move(menu.cuts);
  out.draw = menu.draw;
  return out;
}

}  // namespace

std::vector<BakedMenu> bake_pool(const PoolOrder& order, PoolMemory& memory) {
  const PoolConfig& pool = order.config.pools[order.pool];
  const Serving serving = decide(order, memory);
  const bool fails = serving.eligible.nobody && pool.all_down == AllDown::servfail;
  std::vector<BakedMenu> out;
  for (const dns::Type type : config::types_of(pool.kind)) {
    const auto candidates = std::ranges::find(serving.eligible.types, type, &Candidates::type);
    const bool any = candidates != serving.eligible.types.end();
    MenuDraft menu = any ? bake_menu(*serving.pool, *candidates, serving.ttl) : MenuDraft{};
    menu.empty = fails ? snapshot::Empty::servfail : snapshot::Empty::nodata;
    menu.negative_ttl = std::min(pool.ttl.min, longest_negative_ttl);
    out.push_back({type, std::move(menu)});
  }
  return out;
}

std::size_t largest_answer(const PoolConfig& pool) {
  std::size_t largest = 0;
  for (const Candidates& candidates : all_members(pool).types)
    for (const MenuDraft::Line& line : bake_menu(pool, candidates, 0).lines)
      largest = std::max(largest, line.records.size());
  return largest;
}

}  // namespace rota::bake
