#include "bake/eligible.h"

#include <algorithm>

#include "config/admin.h"
#include "config/pool_reader.h"

namespace rota::bake {

namespace {

using config::Admin;
using config::MemberConfig;
using config::PoolConfig;
using dns::Type;

bool can_give(const MemberConfig& member, Type type) {
  if (type == Type::a) return member.v4.has_value();
  if (type == Type::aaaa) return member.v6.has_value();
  return true;
}

bool is_taken_out(const MemberConfig& member) { return config::is_out(member.admin); }

// All members that can give the type; those that `fits` says may serve have a weight. A
// weight of 0 is a reserve: it serves only when nobody with a weight can.
template <class Fits>
Candidates candidates_for(PoolId of, const PoolConfig& pool, Type type, Fits fits) {
  Candidates out{type, {}};
  std::vector<policy::CandidateId> reserves;
  for (const MemberId id : pool.members.ids()) {
    const MemberConfig& member = pool.members[id];
    if (!can_give(member, type)) continue;
    const bool is_fit = fits(id, type);
    const auto added = out.members.push_back({{of, id}, is_fit ? member.weight : 0, member.weight});
    if (is_fit && member.weight == 0) reserves.push_back(added);
  }
  if (!out.any())
    for (const policy::CandidateId reserve : reserves) out.members[reserve].weight = 1;
  return out;
}

template <class Fits>
Eligible choose(PoolId of, const PoolConfig& pool, Fits fits) {
  Eligible out;
  out.nobody = true;
  for (const Type type : config::types_of(pool)) {
    Candidates candidates = candidates_for(of, pool, type, fits);
    out.nobody = out.nobody && !candidates.any();
    out.types.push_back(std::move(candidates));
  }
  return out;
}

}  // namespace

const std::vector<TargetId>& targets_for(const health::MemberTargets& targets, Type type) {
  if (type == Type::a) return targets.v4;
  if (type == Type::aaaa) return targets.v6;
  return targets.connect;
}

Judged judge(const MemberConfig& member, Type type, const health::MemberTargets& targets,
             const health::TargetHealths& health) {
  if (!can_give(member, type)) return {Standing::no_record};
  if (is_taken_out(member)) return {Standing::taken_out};
  if (member.admin == Admin::up) return {Standing::kept_in};
  Judged out{Standing::fit};
  for (const TargetId target : targets_for(targets, type)) {
    if (!health[target].fit) out.standing = Standing::unfit;
    out.in_doubt = out.in_doubt || health[target].in_doubt;
  }
  return out;
}

Eligible eligible_members(PoolId of, const PoolConfig& pool,
                          const IdVector<MemberId, health::MemberTargets>& targets,
                          const health::TargetHealths& health) {
  bool in_doubt = false;
  Eligible out = choose(of, pool, [&](MemberId id, Type type) {
    const Judged judged = judge(pool.members[id], type, targets[id], health);
    in_doubt = in_doubt || judged.in_doubt;
    return is_eligible(judged.standing);
  });
  out.in_doubt = in_doubt;
  return out;
}

Eligible all_members(PoolId of, const PoolConfig& pool) {
  return choose(of, pool, [&](MemberId id, Type) { return !is_taken_out(pool.members[id]); });
}

DownFamilies down_families(const Eligible& eligible) {
  DownFamilies out{.all = eligible.nobody};
  for (const Candidates& candidates : eligible.types) {
    if (candidates.type == Type::a) out.v4 = !candidates.any();
    if (candidates.type == Type::aaaa) out.v6 = !candidates.any();
  }
  return out;
}

Named names_of(const PoolConfig& pool, const Eligible& eligible) {
  Named out;
  for (const Candidates& candidates : eligible.types)
    for (const Candidate& candidate : candidates.members)
      if (candidate.weight > 0) out.emplace(candidates.type, pool.members[candidate.leaf.member].name);
  return out;
}

bool add_missing_types(Named& to, const Named& from) {
  const Named had = to;
  for (const auto& [type, name] : from) {
    const auto first = had.lower_bound({type, ""});
    if (first == had.end() || first->first != type) to.emplace(type, name);
  }
  return to.size() != had.size();
}

Eligible members_named(PoolId of, const PoolConfig& pool, const Named& named) {
  Eligible out = choose(of, pool, [&](MemberId id, Type type) {
    return !is_taken_out(pool.members[id]) && named.contains({type, pool.members[id].name});
  });
  return out.nobody ? all_members(of, pool) : out;
}

}  // namespace rota::bake
