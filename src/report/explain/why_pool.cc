// The words about a pool as a whole.
#include <algorithm>
#include <vector>

#include "config/pool_words.h"
#include "report/explain/why.h"

namespace rota::report {

namespace {

using bake::MenuReport;
using bake::PoolReport;
using bake::TargetReport;
using config::PoolConfig;
using health::State;

constexpr std::size_t most_told = 3;  // members in doubt that a sentence names

std::string doubt_of(const Scene& scene, const TargetReport& target) {
  const health::TargetStatus* const status = status_of(scene, target);
  switch (target.health.state) {
    case State::unknown: return "has no result yet";
    case State::stale: return "has had no result for too long";
    case State::down: return "is rising" + count_words(status);
    default: break;
  }
  return "is falling" + count_words(status) + last_words(status);
}

// "lb2 is falling (2 of 3): status 503", each member once.
std::vector<std::string> doubts(const Scene& scene, const PoolReport& report) {
  std::vector<std::string> out;
  for (const MemberId id : report.members.ids()) {
    const auto& types = report.members[id].types;
    const auto type = std::ranges::find_if(types, [](const auto& each) { return !each.in_doubt.empty(); });
    if (type == types.end()) continue;
    out.push_back(scene.config.pools[report.pool].members[id].name + " " +
                  doubt_of(scene, target_of(report.members[id], type->in_doubt.front())));
  }
  return out;
}

}  // namespace

std::string why_ttl(const Scene& scene, const PoolReport& report) {
  const PoolConfig& pool = scene.config.pools[report.pool];
  if (report.all_down && report.ttl < pool.ttl.min)
    return "that of pool '" + scene.config.pools[report.named].name + "', which answers";
  if (pool.ttl.min == pool.ttl.max) return "as configured, whatever happens";
  if (report.all_down) return "min, since no member is healthy";
  if (!report.in_doubt)
    return "max, since " + std::string(pool.checks.empty() ? "nothing is checked" : "all is steady");
  const std::vector<std::string> all = doubts(scene, report);
  std::string out = "min, since ";
  for (std::size_t i = 0; i < all.size() && i < most_told; ++i) out += (i > 0 ? ", " : "") + all[i];
  return all.size() <= most_told
             ? out
             : out + " and " + std::to_string(all.size() - most_told) + " more are in doubt";
}

std::string why_fewer(const Scene& scene, const PoolReport& report, const MenuReport& menu) {
  const PoolConfig& pool = scene.config.pools[report.named];
  const std::size_t given = menu.answers();
  const std::size_t fit = menu.eligible();
  if (given == 0) return {};
  const std::string now = std::to_string(given) + " of " + std::to_string(fit) + " in a reply";
  if (!pool.answers)
    return given < fit && policy::all_policies().at(pool.policy).rotates_all
               ? now + ": 'answers' is not set, and more than " + std::to_string(policy::most_by_default) +
                     " are only returned if 'answers' says so"
               : "";
  if (given >= *pool.answers) return {};
  const std::string asked = " instead of " + std::to_string(*pool.answers);
  if (pool.kind == config::PoolKind::cname) return now + asked + ": a name has one CNAME";
  if (given == fit) return now + asked + ": there are no more";
  return now + asked + ": with these weights, more could not be in exact proportion";
}

}  // namespace rota::report
