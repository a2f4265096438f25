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

MenuDraft::Line encode(const policy::MemberSet& set, const PoolConfig& pool, const Candidates& candidates,
                       std::uint32_t ttl) {
  MenuDraft::Line out;
  for (const std::size_t i : set)
    append_member(out.records, candidates.type, ttl, pool.members[candidates.members[i].member]);
  out.count = static_cast<std::uint16_t>(set.size());
  out.record_size = common_size(out.records, set.size());
  return out;
}

BakedMenu bake_menu(const PoolConfig& pool, const Candidates& candidates, std::uint32_t ttl) {
  BakedMenu out{candidates.type, {}};
  policy::Menu menu = menu_of(pool, candidates);
  for (const policy::MemberSet& set : menu.lines) {
    out.menu.lines.push_back(encode(set, pool, candidates, ttl));
    auto& named = out.named.emplace_back();
    for (const std::size_t i : set) named.push_back(candidates.members[i].member);
  }
  out.menu.cuts = std::move(menu.cuts);
  out.menu.draw = menu.draw;
  out.menu.may_be_cut = !pool.answers;  // nobody has said how many an answer must have
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
    BakedMenu baked = any ? bake_menu(by, *candidates, serving.ttl) : BakedMenu{type, {}};
    baked.menu.empty = fails ? snapshot::Empty::servfail : snapshot::Empty::nodata;
    baked.menu.negative_ttl = serving.negative_ttl;
    baked.named_of = serving.by();
    out.push_back(std::move(baked));
  }
  return out;
}

std::size_t largest_answer(const PoolConfig& pool) {
  PoolConfig any = pool;
  for (config::MemberConfig& member : any.members) member.admin = config::Admin::automatic, member.weight = 1;
  std::size_t largest = 0;
  for (const Candidates& candidates : all_members(any).types) {
    std::size_t most = 0;
    for (const policy::MemberSet& set : menu_of(any, candidates).lines) most = std::max(most, set.size());
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < candidates.members.size(); ++i)
      sizes.push_back(encode({i}, any, candidates, 0).records.size());
    std::ranges::sort(sizes, std::greater());
    sizes.resize(std::min(most, sizes.size()));
    largest = std::max(largest, std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}));
  }
  return largest;
}

}  // namespace rota::bake
