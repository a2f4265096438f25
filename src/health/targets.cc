#include "health/targets.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "config/check_settings.h"
#include "dns/name.h"

namespace rota::health {

namespace {

std::string zone_text(const config::ZoneConfig& zone) {
  std::string out = zone.apex.text();
  if (out.size() > 1) out.pop_back();
  return out;
}

std::string name_of(const config::CheckConfig& check) {
  return check.name.starts_with("pool ") ? check.kind : check.name;
}

bool probes_more_often(const config::Timing& one, const config::Timing& other) {
  return std::tuple(one.interval, one.fast_interval) < std::tuple(other.interval, other.fast_interval);
}

class Lister {
 public:
  explicit Lister(const config::Config& config) : config_(config) {
    std::unordered_map<std::string, CheckId> first;
    for (const CheckId id : config.checks.ids())
      same_.push_back(first.try_emplace(config::settings_text(config.checks[id]).reveal(), id).first->second);
  }

  TargetList list() && {
    for (const PoolId pool : config_.pools.ids()) {
      out_.brakes.push_back(config_.pools[pool].brake);
      IdVector<MemberId, MemberTargets> members;
      for (const auto& member : config_.pools[pool].members) members.push_back(targets_of(pool, member));
      out_.pools.push_back(std::move(members));
    }
    return std::move(out_);
  }

 private:
  // What the operator said of a member does not matter here: the health of one that is
  // up, down or drained must be known at the moment that word is taken back, and those
  // in maintenance are left out while probing (operate/maintenance.h).
  MemberTargets targets_of(PoolId id, const config::MemberConfig& member) {
    const config::PoolConfig& pool = config_.pools[id];
    const config::MemberKey user{zone_text(config_.zones[pool.zone]), pool.name, member.name};
    MemberTargets out;
    for (const CheckId check : pool.checks) {
      if (member.v4) out.v4.push_back(find_or_add(*member.v4, check, id, user));
      if (member.v6) out.v6.push_back(find_or_add(*member.v6, check, id, user));
      if (member.connect) out.connect.push_back(find_or_add(*member.connect, check, id, user));
    }
    return out;
  }

  TargetId find_or_add(const Address& address, CheckId check, PoolId pool, const config::MemberKey& user) {
    const auto [found, added] = by_subject_.try_emplace(
        address.text() + " " + std::to_string(same_[check].value), TargetId::at(out_.targets.size()));
    if (added) out_.targets.push_back({.address = address, .check = check, .members = {}});
    Target& target = out_.targets[found->second];
    if (probes_more_often(config_.checks[check].timing, config_.checks[target.check].timing))
      target.check = check;
    target.check_name = name_of(config_.checks[target.check]);
    if (target.members.empty() || target.members.back() != user) target.members.push_back(user);
    if (target.pools.empty() || target.pools.back() != pool) target.pools.push_back(pool);
    target.is_canary |= config_.pools[pool].canary;
    return found->second;
  }

  const config::Config& config_;
  TargetList out_;
  IdVector<CheckId, CheckId> same_;  // the first one that does the same
  std::unordered_map<std::string, TargetId> by_subject_;
};

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::unknown: return "unknown";
    case State::up: return "up";
    case State::failing: return "failing";
    case State::down: return "down";
    case State::stale: return "stale";
  }
  return "";
}

TargetList list_targets(const config::Config& config) { return Lister(config).list(); }

void warn_of_shared_probes(const config::Config& config, const TargetList& list, Mistakes& mistakes) {
  IdVector<CheckId, bool> told(config.checks.size());
  const auto compare = [&](CheckId check, const Target& target) {
    const config::CheckConfig& followed = config.checks[target.check];
    if (told[check] || config.checks[check].timing == followed.timing) return;
    told[check] = true;
    mistakes.warning(config.checks[check].at,
                     "the check at " + followed.at.text() + " does the same at " + target.address.text() +
                         ": they share probes, which follow the timing of that check");
  };
  for (const PoolId pool : list.pools.ids())
    for (const MemberTargets& member : list.pools[pool])
      for (const auto* targets : {&member.v4, &member.v6, &member.connect})
        for (std::size_t i = 0; i < targets->size(); ++i)
          compare(config.pools[pool].checks[i], list.targets[(*targets)[i]]);
}

}  // namespace rota::health
