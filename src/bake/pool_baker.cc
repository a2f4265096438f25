#include "bake/pool_baker.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "bake/encode.h"
#include "config/pool_reader.h"

namespace rota::bake {

namespace {

using config::PoolConfig;
using snapshot::MenuDraft;

// The leaves of a line.
std::vector<Leaf> leaves_of(const policy::Line& line, const Candidates& candidates) {
  std::vector<Leaf> out;
  for (const policy::CandidateId id : line) out.push_back(candidates.members[id].leaf);
  return out;
}

MenuDraft::Line encode(const std::vector<Leaf>& leaves, dns::Type type, std::uint32_t ttl,
                       const MemberAt& member_at) {
  MenuDraft::Line out;
  for (const Leaf& leaf : leaves) append_member(out.records, type, ttl, member_at(leaf));
  out.count = static_cast<std::uint16_t>(leaves.size());
  out.record_size = common_size(out.records, leaves.size());
  return out;
}

BakedMenu bake_menu(const PoolOrder& order, PoolId by, const Candidates& candidates, std::uint32_t ttl) {
  BakedMenu out{candidates.type, {}};
  const auto member_at = [&](const Leaf& leaf) -> const config::MemberConfig& {
    return order.member_at(leaf);
  };
  policy::Menu menu = menu_of(order, by, candidates);
  for (const policy::Line& line : menu.lines) {
    out.named.push_back(leaves_of(line, candidates));
    out.menu.lines.push_back(encode(out.named.back(), candidates.type, ttl, member_at));
  }
  out.menu.plan = std::move(menu.plan);
  out.menu.may_be_cut = !order.pool_at(by).answers;  // nobody has said how many an answer must have
  return out;
}

}  // namespace

std::vector<BakedMenu> bake_pool(const PoolOrder& order, PoolMemory& memory) {
  const Serving serving = decide(order, memory);
  remember(order, serving, memory);
  const PoolConfig& by = order.pool_at(serving.by());
  const bool fails = serving.ends_all_down && by.all_down == config::AllDown::servfail;
  std::vector<BakedMenu> out;
  for (const dns::Type type : config::types_of(order.own_pool().kind)) {
    const auto candidates = std::ranges::find(serving.eligible.types, type, &Candidates::type);
    const bool any = candidates != serving.eligible.types.end();
    BakedMenu baked = any ? bake_menu(order, serving.by(), *candidates, serving.ttl) : BakedMenu{type, {}};
    baked.menu.empty = fails ? snapshot::Empty::servfail : snapshot::Empty::nodata;
    baked.menu.negative_ttl = serving.negative_ttl;
    baked.by = serving.by();
    out.push_back(std::move(baked));
  }
  return out;
}

std::size_t largest_answer(const PoolConfig& pool) {
  PoolConfig any = pool;
  for (config::MemberConfig& member : any.members) member.admin = config::Admin::automatic, member.weight = 1;
  const auto member_at = [&](const Leaf& leaf) -> const config::MemberConfig& {
    return any.members[leaf.member];
  };
  Mistakes none;
  const policy::Policy policy = read_policy(any, none);
  std::size_t largest = 0;
  for (const Candidates& candidates : all_members({}, any).types) {
    std::size_t most = 0;
    for (const policy::Line& line : menu_of(policy, any, candidates, member_at).lines)
      most = std::max(most, line.size());
    std::vector<std::size_t> sizes;
    for (const Candidate& each : candidates.members)
      sizes.push_back(encode({each.leaf}, candidates.type, 0, member_at).records.size());
    std::ranges::sort(sizes, std::greater());
    sizes.resize(std::min(most, sizes.size()));
    largest = std::max(largest, std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}));
  }
  return largest;
}

}  // namespace rota::bake
