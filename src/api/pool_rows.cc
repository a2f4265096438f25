#include "api/pool_rows.h"

#include <algorithm>
#include <utility>

#include "api/families.h"
#include "api/pool_json.h"
#include "bake/report.h"
#include "operate/overriding.h"

namespace rota::api {

namespace {

// Whether what a row or a member shows of a target differs.
IdVector<TargetId, bool> targets_that_moved(const operate::View& before, const operate::View& next) {
  IdVector<TargetId, bool> out(next.statuses.size());
  for (const TargetId id : out.ids()) out[id] = !(before.statuses[id].health == next.statuses[id].health);
  return out;
}

std::size_t& of_state(MemberCounts& counts, health::State state) {
  switch (state) {
    case health::State::unknown: return counts.unknown;
    case health::State::failing: return counts.failing;
    case health::State::down: return counts.down;
    case health::State::stale: return counts.stale;
    case health::State::up: break;
  }
  return counts.up;
}

MemberCounts count_members(const bake::PoolReport& report) {
  MemberCounts out;
  for (const bake::MemberReport& member : report.members) {
    ++out.total;
    switch (member.admin) {
      case config::Admin::drain: ++out.drain; break;
      case config::Admin::maint: ++out.maint; break;
      case config::Admin::down: ++out.down; break;
      case config::Admin::up:
      case config::Admin::automatic: ++of_state(out, member_state(member));
    }
  }
  return out;
}

report::metrics::PoolFacts facts_of(const health::TargetList& targets, const bake::PoolReport& report,
                                    const report::PoolVerdict& verdict) {
  report::metrics::PoolFacts out{
      .ttl = report.ttl, .families = family_facts(targets, report, verdict), .members = {}};
  for (const bake::MemberReport& member : report.members)
    out.members.push_back({.admin = member.admin, .families = member_family_facts(targets, member)});
  return out;
}

}  // namespace

// Rows of which some could not be written are all written by the next call.
void PoolRows::update(const std::shared_ptr<const operate::View>& view) {
  if (view == view_) return;
  try {
    bring_up_to(view);
  } catch (...) {
    view_.reset();
    throw;
  }
}

void PoolRows::bring_up_to(const std::shared_ptr<const operate::View>& view) {
  const auto before = std::exchange(view_, view);
  if (!before || before->config != view->config || before->statuses.size() != view->statuses.size())
    return write_all();
  const auto moved = moved_since(*before);
  write(moved);
  moved_.insert(moved.begin(), moved.end());
}

std::vector<PoolId> PoolRows::take_moved() {
  std::vector<PoolId> out(moved_.begin(), moved_.end());
  moved_.clear();
  return out;
}

std::set<PoolId> PoolRows::moved_since(const operate::View& before) {
  const IdVector<TargetId, bool> has_moved = targets_that_moved(before, *view_);
  const auto any = [&](const std::vector<TargetId>& targets) {
    return std::ranges::any_of(targets, [&](TargetId target) { return has_moved[target]; });
  };
  std::set<PoolId> out;
  health::OverrideRows::each_difference(before.overrides, view_->overrides, [&](const config::MemberKey& of) {
    const auto said = override_on(run_->index, view_->overrides, of);
    if (!said) return;
    run_->pools.set(*said);
    out.insert(said->of.pool);
  });
  const auto& pools = view_->targets->pools;
  for (const PoolId pool : pools.ids())
    if (std::ranges::any_of(pools[pool], [&](const health::MemberTargets& member) {
          return any(member.v4) || any(member.v6) || any(member.connect);
        }))
      out.insert(pool);
  // A row names the fallback pool and depends on its members.
  for (const PoolId pool : std::set(out))
    for (const PoolId above : graph_->above(pool)) out.insert(above);
  return out;
}

void PoolRows::write_all() {
  rows_ = IdVector<PoolId, PoolRow>(view_->config->pools.size());
  verdicts_ = IdVector<PoolId, report::PoolVerdict>(rows_.size());
  run_.emplace(view_->config);
  run_->pools.replace(overrides_on(run_->index, view_->overrides));
  graph_.emplace(*view_->config);
  moved_.clear();
  std::set<PoolId> all;
  for (const PoolId pool : rows_.ids()) all.insert(all.end(), pool);
  write(all);
}

void PoolRows::write(const std::set<PoolId>& pools) {
  health::TargetHealths health;
  for (const health::TargetStatus& status : view_->statuses) health.push_back(status.health);
  const report::Scene scene{*view_->config, *view_->targets, &view_->statuses, view_->overrides};
  for (const PoolId pool : pools) {
    const auto report =
        bake::report_pool({*view_->config, pool, *view_->targets, health, run_->policies, &run_->pools}, {});
    const boost::json::object row = pool_row(scene, report);
    PoolRow& out = rows_[pool];
    out.members = count_members(report);
    verdicts_[pool] = report::verdict_of(report);
    out.facts = facts_of(*view_->targets, report, verdicts_[pool]);
    out.json = boost::json::serialize(row);
    out.json.pop_back();
  }
}

std::size_t PoolRows::count(report::PoolState state) const {
  return static_cast<std::size_t>(std::ranges::count(verdicts_, state, &report::PoolVerdict::state));
}

MemberCounts PoolRows::members() const {
  MemberCounts out;
  for (const PoolRow& row : rows_) {
    for (const auto field :
         {&MemberCounts::total, &MemberCounts::up, &MemberCounts::failing, &MemberCounts::down,
          &MemberCounts::unknown, &MemberCounts::stale, &MemberCounts::drain, &MemberCounts::maint})
      out.*field += row.members.*field;
  }
  return out;
}

}  // namespace rota::api
