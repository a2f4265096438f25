#include "report/explain/why.h"

#include <algorithm>
#include <ctime>
#include <utility>
#include <vector>

#include "base/printable.h"
#include "config/references.h"

namespace rota::report {

namespace {

using bake::MemberReport;
using bake::MenuReport;
using bake::PoolReport;
using bake::Standing;
using bake::TargetReport;
using bake::TypeReport;
using config::Admin;
using config::AllDown;
using config::PoolConfig;
using health::Override;
using health::State;

constexpr std::size_t most_said = 200;  // octets of what a probe or an operator said

std::string quoted(const std::string& text) { return "'" + text + "'"; }

std::string time_words(std::chrono::system_clock::time_point at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char out[32];
  return {out, std::strftime(out, sizeof out, "%Y-%m-%d %H:%M:%S UTC", &parts)};
}

// " by alice until 2024-05-01 14:00:00 UTC: CHG-42"
std::string said(const Override* word) {
  if (word == nullptr) return " in the configuration file";
  std::string out = word->who.empty() ? " by an operator" : " by " + printable(word->who, most_said);
  if (word->until) out += " until " + time_words(*word->until);
  return word->reason.empty() ? out : out + ": " + printable(word->reason, most_said);
}

config::MemberKey key_in(const Scene& scene, const PoolReport& report, MemberId member) {
  return key_of(scene.config, {report.pool, member});
}

// Admin and weight may have been said apart, each on terms of its own.
const Override* row_of(const Scene& scene, const PoolReport& report, MemberId member,
                       health::OverrideRows::Of what) {
  return scene.overrides.find(health::OverrideRows::Key{key_in(scene, report, member), what});
}

std::string admin_words(Admin admin, const Override* word) {
  switch (admin) {
    case Admin::drain: return "drained" + said(word);
    case Admin::maint: return "in maintenance" + said(word);
    case Admin::down: return "taken down" + said(word);
    case Admin::up: return "kept up, whatever its checks report," + said(word);
    case Admin::automatic: break;
  }
  return {};
}

std::string weight_words(const Override* word) { return word != nullptr ? " (set" + said(word) + ")" : ""; }

std::string check_of(const Scene& scene, const TargetReport& target) {
  return check_words(scene.config.checks[scene.targets.targets[target.target].check]);
}

// Of a target that is not fit.
std::string unfit_words(const Scene& scene, const TargetReport& target, bool is_one_of_several) {
  const std::string check = check_of(scene, target);
  if (target.health.state == State::stale)
    return "stale: " + check + " has had no result for too long, and it was down";
  const auto* const status = status_of(scene, target);
  const bool passes = status != nullptr && status->last && status->last->finding == health::Finding::pass;
  return std::string("down: ") + (is_one_of_several ? "all of its checks must pass and " : "") + check +
         (passes ? " only begins to pass" : " fails") + count_words(status) + last_words(status);
}

// Of one that is fit and may soon not be.
std::string doubt_words(const Scene& scene, const TargetReport& target) {
  const std::string check = check_of(scene, target);
  switch (target.health.state) {
    case State::unknown: return "up: " + check + " has no result yet";
    case State::stale: return "stale: " + check + " has had no result for too long, and it was up";
    default: break;
  }
  const auto* const status = status_of(scene, target);
  return "failing: " + check + " begins to fail" + count_words(status) + last_words(status);
}

std::string health_words(const Scene& scene, const PoolReport& report, MemberId member,
                         const TypeReport& type) {
  const MemberReport& of = report.members[member];
  const PoolConfig& pool = scene.config.pools[report.pool];
  if (pool.checks.empty()) return "up: it has no check";
  if (!type.unfit.empty())
    return unfit_words(scene, target_of(of, type.unfit.front()), pool.checks.size() > 1);
  if (!type.in_doubt.empty()) return doubt_words(scene, target_of(of, type.in_doubt.front()));
  if (pool.checks.size() > 1) return "up: all of its checks pass";
  return "up: " + check_words(scene.config.checks[pool.checks.front()]) + " passes";
}

std::string member_name(const Scene& scene, const PoolReport& report, MemberId member) {
  return scene.config.pools[report.pool].members[member].name;
}

// Why one that may serve is in no reply all the same.
std::string out_words(const Scene& scene, const PoolReport& report, MemberId member, const TypeReport& type) {
  const auto menu = std::ranges::find(report.menus, type.type, &MenuReport::type);
  if (type.weight == 0)
    return "weight 0" + weight_words(row_of(scene, report, member, health::OverrideRows::Of::weight)) +
           ": a reserve, others can serve";
  const MemberId first = menu->members[menu->menu.lines.front().front()].leaf.member;
  const bool several = menu->answers() > 1;
  return "standby: " + member_name(scene, report, first) +
         (several ? " and those after it are eligible and earlier in the file"
                  : " is eligible and earlier in the file");
}

std::string all_down_words(const Scene& scene, const PoolReport& report, const TypeReport& type) {
  const PoolConfig& by = scene.config.pools[report.named];
  const bool is_others = report.named != report.pool;
  const std::string whose = is_others ? " of pool " + quoted(by.name) + ")" : ")";
  if (report.ends_all_down && by.all_down == AllDown::servfail)
    return "no member is healthy, so the answer is SERVFAIL (all_down = servfail" + whose;
  if (report.ends_all_down && by.all_down == AllDown::nodata)
    return "no member is healthy, so the answer is empty (all_down = nodata" + whose;
  if (is_others) return "no member is healthy, so pool " + quoted(by.name) + " answers (all_down = fallback)";
  if (by.all_down == AllDown::all)
    return "no member is healthy, so all members are returned (all_down = all)";
  return type.probability > 0
             ? "no member is healthy, and it was among the last that were (all_down = last_good)"
             : "no member is healthy, and others were the last (all_down = last_good)";
}

std::string type_words(const Scene& scene, const PoolReport& report, MemberId member,
                       const TypeReport& type) {
  const Override* const word = row_of(scene, report, member, health::OverrideRows::Of::admin);
  switch (type.standing) {
    case Standing::no_record:
      return type.type == dns::Type::a ? "has no IPv4 address" : "has no IPv6 address";
    case Standing::taken_out: return admin_words(report.members[member].admin, word);
    case Standing::unfit: {
      const std::string health = health_words(scene, report, member, type);
      return report.all_down ? health + "; " + all_down_words(scene, report, type) : health;
    }
    case Standing::kept_in:
    case Standing::fit: break;
  }
  if (type.probability == 0) return out_words(scene, report, member, type);
  if (type.standing == Standing::kept_in) return admin_words(Admin::up, word);
  std::string out = health_words(scene, report, member, type);
  if (report.members[member].weight == 0) out += "; weight 0, but nobody with a weight can serve";
  return out + weight_words(row_of(scene, report, member, health::OverrideRows::Of::weight));
}

}  // namespace

std::string last_words(const health::TargetStatus* status) {
  if (status == nullptr || !status->last || status->last->reason.empty()) return {};
  return ": " + printable(status->last->reason, most_said);
}

std::string count_words(const health::TargetStatus* status) {
  if (status == nullptr || status->needed == 0) return {};
  return " (" + std::to_string(status->count) + " of " + std::to_string(status->needed) + ")";
}

std::string check_words(const config::CheckConfig& check) {
  // A check without a name of its own goes by its pool's: "pool lb.example:web".
  return check.name.starts_with("pool ") ? "its " + check.kind + " check" : quoted(check.name);
}

const health::TargetStatus* status_of(const Scene& scene, const TargetReport& target) {
  if (scene.statuses == nullptr || !scene.statuses->has(target.target)) return nullptr;
  const health::TargetStatus& status = (*scene.statuses)[target.target];
  return status.health == target.health ? &status : nullptr;
}

const TargetReport& target_of(const MemberReport& member, TargetId target) {
  return *std::ranges::find(member.targets, target, &TargetReport::target);
}

std::optional<Override> override_of(const Scene& scene, const PoolReport& report, MemberId member) {
  return scene.overrides.find(key_in(scene, report, member));
}

std::string why_member(const Scene& scene, const PoolReport& report, MemberId member, dns::Type type) {
  const auto& types = report.members[member].types;
  const auto found = std::ranges::find(types, type, &TypeReport::type);
  return found == types.end() ? "" : type_words(scene, report, member, *found);
}

std::string why_member(const Scene& scene, const PoolReport& report, MemberId member) {
  std::vector<std::pair<dns::Type, std::string>> each;
  for (const TypeReport& type : report.members[member].types)
    if (type.standing != Standing::no_record)
      each.emplace_back(type.type, type_words(scene, report, member, type));
  if (each.empty()) return "has no address";
  if (std::ranges::all_of(each, [&](const auto& type) { return type.second == each.front().second; }))
    return each.front().second;
  std::string out;
  for (const auto& [type, words] : each) out += (out.empty() ? "" : "; ") + dns::text(type) + ": " + words;
  return out;
}

}  // namespace rota::report
