#include "health/brakes.h"

#include <algorithm>

namespace rota::health {

namespace {

template <class Fits>
bool any_target(const MemberTargets& member, Fits fits) {
  return std::ranges::any_of(member.v4, fits) || std::ranges::any_of(member.v6, fits) ||
         std::ranges::any_of(member.connect, fits);
}

}  // namespace

bool may_fall(const TargetList& list, TargetId target, const LastFall& last_fall, Time now) {
  return std::ranges::all_of(list.targets[target].pools, [&](PoolId pool) {
    const config::Brake& brake = list.brakes[pool];
    if (brake.share >= 1) return true;
    const auto& members = list.pools[pool];
    const auto fell_lately = [&](TargetId each) {
      const auto fell = last_fall(each);
      return fell && now - *fell < brake.per;
    };
    // The other family of a member that fell costs no more.
    const auto lost = std::ranges::count_if(members, [&](const MemberTargets& member) {
      return any_target(member, fell_lately) &&
             !any_target(member, [&](TargetId each) { return each == target; });
    });
    return static_cast<double>(lost + 1) <= std::max(1.0, brake.share * static_cast<double>(members.size()));
  });
}

}  // namespace rota::health
