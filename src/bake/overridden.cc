#include "bake/overridden.h"

#include <algorithm>
#include <utility>

namespace rota::bake {

namespace {

using config::MemberConfig;
using config::PoolConfig;

bool runs_alike(const MemberConfig& a, const MemberConfig& b) {
  return a.admin == b.admin && a.weight == b.weight;
}

bool run_alike(const PoolConfig& a, const PoolConfig& b) {
  return std::ranges::equal(a.members, b.members, runs_alike);
}

}  // namespace

const PoolConfig& OverriddenPools::operator[](PoolId pool) const {
  const auto copy = copies_.find(pool);
  return copy == copies_.end() ? pools_[pool] : copy->second;
}

bool OverriddenPools::has(const MemberOverride& said) const {
  return pools_.has(said.of.pool) && pools_[said.of.pool].members.has(said.of.member);
}

bool OverriddenPools::set(const MemberOverride& said) {
  return has(said) && run(said, pools_[said.of.pool].members[said.of.member]);
}

bool OverriddenPools::run(const MemberOverride& said, const MemberConfig& otherwise) {
  MemberConfig wanted = otherwise;
  wanted.admin = said.admin.value_or(otherwise.admin);
  wanted.weight = said.weight.value_or(otherwise.weight);
  if (runs_alike(wanted, (*this)[said.of.pool].members[said.of.member])) return false;
  const auto copy = copies_.try_emplace(said.of.pool, pools_[said.of.pool]).first;
  copy->second.members[said.of.member] = std::move(wanted);
  if (run_alike(copy->second, pools_[said.of.pool])) copies_.erase(copy);
  return true;
}

std::vector<PoolId> OverriddenPools::replace(std::span<const MemberOverride> said) {
  OverriddenPools next(pools_);
  for (const MemberOverride& one : said)
    if (has(one)) next.run(one, next[one.of.pool].members[one.of.member]);
  std::vector<PoolId> out;
  const auto note_if_other = [&](PoolId pool) {
    if (!run_alike((*this)[pool], next[pool])) out.push_back(pool);
  };
  for (const auto& [pool, copy] : copies_) note_if_other(pool);
  for (const auto& [pool, copy] : next.copies_)
    if (!copies_.contains(pool)) note_if_other(pool);
  copies_ = std::move(next.copies_);
  return out;
}

}  // namespace rota::bake
