// Pools, members, and what the checks found.
#include <algorithm>
#include <array>

#include "config/admin.h"
#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

using config::Admin;
using health::TargetStatus;

// What the probes of all targets of a member found, together.
TargetStatus sum_of(const operate::View& view, const health::MemberTargets& member) {
  TargetStatus out;
  for (const auto* list : {&member.v4, &member.v6, &member.connect})
    for (const TargetId target : *list) {
      const TargetStatus& one = view.statuses[target];
      out.passed += one.passed;
      out.failed += one.failed;
      out.inconclusive += one.inconclusive;
      out.late += one.late;
      out.total_time += one.total_time;
      out.changes += one.changes;
    }
  return out;
}

// Calls visit(labels, status) for each member that is checked.
template <class Visit>
void each_checked(const Page& page, Visit visit) {
  const operate::View& view = page.seen.view;
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    const health::MemberTargets& targets = view.targets->pools[pool][member];
    if (targets.v4.empty() && targets.v6.empty() && targets.connect.empty()) return;
    visit(labels, sum_of(view, targets));
  });
}

template <class Visit>
void each_fact(const Page& page, Visit visit) {
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    visit(labels, page.seen.pools[pool]->members[member]);
  });
}

}  // namespace

void pool_answers(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids()) out.add(page.pools[pool], page.seen.totals.pools[pool].answers);
}

void pool_members(const Page& page, Samples& out) {
  static constexpr std::array<std::string_view, 7> words{"up",    "degraded", "down", "unknown",
                                                         "stale", "drain",    "maint"};
  for (const PoolId pool : page.pools.ids())
    for (const FamilyFacts& family : page.seen.pools[pool]->families)
      for (const std::string_view word : words)
        out.add(page.pools[pool] + label("family", family.name) + label("state", word),
                std::ranges::count(family.standings, word));
}

void pool_all_down(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids())
    for (const FamilyFacts& family : page.seen.pools[pool]->families)
      out.add(page.pools[pool] + label("family", family.name), int{family.all_down});
}

void pool_serving_from(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids())
    if (const auto& from = page.seen.verdicts[pool].serving_from)
      out.add(page.pools[pool] + label("from", page.seen.view.config->pools[*from].name), 1);
}

void pool_ttl(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids()) out.add(page.pools[pool], page.seen.pools[pool]->ttl);
}

void member_answers(const Page& page, Samples& out) {
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    out.add(labels, page.seen.totals.pools[pool].members[member].given);
  });
}

void member_state(const Page& page, Samples& out) {
  each_fact(page, [&](const std::string& labels, const MemberFacts& member) {
    out.add(labels + label("state", health::name_of(member.state)), 1);
  });
}

void member_admin(const Page& page, Samples& out) {
  each_fact(page, [&](const std::string& labels, const MemberFacts& member) {
    if (member.admin != Admin::automatic) out.add(labels + label("admin", config::name_of(member.admin)), 1);
  });
}

void member_up(const Page& page, Samples& out) {
  each_fact(page, [&](const std::string& labels, const MemberFacts& member) {
    out.add(labels, int{member.serving});
  });
}

void member_weight(const Page& page, Samples& out) {
  each_fact(page,
            [&](const std::string& labels, const MemberFacts& member) { out.add(labels, member.weight); });
}

void check_results(const Page& page, Samples& out) {
  each_checked(page, [&](const std::string& labels, const TargetStatus& status) {
    out.add(labels + label("result", "pass"), status.passed);
    out.add(labels + label("result", "fail"), status.failed);
    out.add(labels + label("result", "inconclusive"), status.inconclusive);
  });
}

void check_durations(const Page& page, Samples& out) {
  each_checked(page, [&](const std::string& labels, const TargetStatus& status) {
    out.add_summary(labels, status.passed + status.failed, in_seconds(status.total_time));
  });
}

void check_late(const Page& page, Samples& out) {
  each_checked(page,
               [&](const std::string& labels, const TargetStatus& status) { out.add(labels, status.late); });
}

void state_changes(const Page& page, Samples& out) {
  each_checked(
      page, [&](const std::string& labels, const TargetStatus& status) { out.add(labels, status.changes); });
}

}  // namespace rota::report::metrics
