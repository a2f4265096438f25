// Who of a pool may be named now, with what weight, and what if nobody may.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/config.h"
#include "dns/types.h"
#include "health/targets.h"
#include "policy/policy.h"

namespace rota::bake {

struct Candidate {
  Leaf leaf;
  std::uint32_t weight = 0;      // now; 0: it is not to be named
  std::uint32_t configured = 0;  // 0: a reserve
};

// The members with a record of one type, in the order of the file.
struct Candidates {
  bool any() const {
    return std::ranges::any_of(members, [](const Candidate& each) { return each.weight > 0; });
  }

  dns::Type type{};
  IdVector<policy::CandidateId, Candidate> members;
};

struct Eligible {
  std::vector<Candidates> types;  // every type the pool has, also when nobody may be named
  bool in_doubt = false;          // some target may soon change: the TTL is to be short
  bool nobody = false;            // no type has a fit member: all_down applies
};

// Where a pool has members and none of them is eligible. Its rule for that is in force once
// it is so in every family; one family alone answers without data.
struct DownFamilies {
  bool v4 = false;
  bool v6 = false;
  bool all = false;  // that it has; of a pool of names (CNAME, SRV), which has one, too

  bool operator==(const DownFamilies&) const = default;
};
DownFamilies down_families(const Eligible& eligible);

// What health and the operator's word make of a member for one record type.
enum class Standing : std::uint8_t {
  no_record,  // it has no address of that family
  taken_out,  // admin = down, drain or maint
  kept_in,    // admin = up, whatever its health
  fit,
  unfit,
};
constexpr bool is_eligible(Standing standing) {
  return standing == Standing::fit || standing == Standing::kept_in;
}
struct Judged {
  Standing standing = Standing::no_record;
  bool in_doubt = false;  // one of its targets may soon change
};
Judged judge(const config::MemberConfig& member, dns::Type type, const health::MemberTargets& targets,
             const health::TargetHealths& health);

// The member's targets that count for the type: all must be fit.
const std::vector<TargetId>& targets_for(const health::MemberTargets& targets, dns::Type type);

// By health and the operator's word.
Eligible eligible_members(PoolId of, const config::PoolConfig& pool,
                          const IdVector<MemberId, health::MemberTargets>& targets,
                          const health::TargetHealths& health);

// Whatever their health, for all_down = "all". Members the operator took out stay out.
Eligible all_members(PoolId of, const config::PoolConfig& pool);

// Whom a pool named for each type, by the member's name: it outlives a reload.
using Named = std::set<std::pair<dns::Type, std::string>>;
Named names_of(const config::PoolConfig& pool, const Eligible& eligible);

// Adds those of types that `to` names nobody for. True when there were any.
bool add_missing_types(Named& to, const Named& from);

// Those members again, as far as the pool still has them; all when none is left.
Eligible members_named(PoolId of, const config::PoolConfig& pool, const Named& named);

}  // namespace rota::bake
