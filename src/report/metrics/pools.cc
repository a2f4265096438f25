// Pools and members: their states, weights and shares, and what was answered.
#include <algorithm>
#include <vector>

#include "config/admin.h"
#include "report/metrics/families.h"

namespace rota::report::metrics {

namespace {

using config::Admin;

// The states by which members of a pool are counted. One that an operator took out with
// admin = "down" counts as down.
const std::vector<std::string_view>& standing_names() {
  using enum health::State;
  static const std::vector<std::string_view> all{name_of(up),
                                                 name_of(failing),
                                                 name_of(down),
                                                 name_of(unknown),
                                                 name_of(stale),
                                                 config::name_of(Admin::drain),
                                                 config::name_of(Admin::maint)};
  return all;
}

// Calls visit(labels, facts) for each address family of each member.
template <class Visit>
void each_member_family(const Page& page, Visit visit) {
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    for (const MemberFamilyFacts& facts : page.seen.pools[pool]->members[member].families)
      visit(labels + label("family", facts.name), facts);
  });
}

}  // namespace

void pool_answers(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids()) out.add(page.pools[pool], page.seen.totals.pools[pool].answers);
}

void pool_members(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids())
    for (const FamilyFacts& family : page.seen.pools[pool]->families)
      for (const std::string_view word : standing_names())
        out.add(page.pools[pool] + label("family", family.name) + label("state", word),
                std::ranges::count(family.standings, word));
}

void pool_all_down(const Page& page, Samples& out) {
  for (const PoolId pool : page.pools.ids())
    for (const FamilyFacts& family : page.seen.pools[pool]->families)
      out.add(page.pools[pool] + label("family", family.name), int{family.all_down});
}

void pool_state(const Page& page, Samples& out) {
  using enum PoolState;
  for (const PoolId pool : page.pools.ids())
    for (const PoolState state : {healthy, degraded, down, broken})
      out.add(page.pools[pool] + label("state", name_of(state)),
              int{page.seen.verdicts[pool].state == state});
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
    const stats::MemberTotals& totals = page.seen.totals.pools[pool].members[member];
    for (const MemberFamilyFacts& facts : page.seen.pools[pool]->members[member].families)
      out.add(labels + label("family", facts.name),
              facts.name == "ipv6" ? totals.given_aaaa : totals.given - totals.given_aaaa);
  });
}

void member_state(const Page& page, Samples& out) {
  each_member_family(page, [&](const std::string& labels, const MemberFamilyFacts& facts) {
    out.add(labels + label("state", health::name_of(facts.state)), 1);
  });
}

void member_admin(const Page& page, Samples& out) {
  page.each_member([&](const std::string& labels, PoolId pool, MemberId member) {
    const Admin admin = page.seen.pools[pool]->members[member].admin;
    if (admin != Admin::automatic) out.add(labels + label("admin", config::name_of(admin)), 1);
  });
}

void member_eligible(const Page& page, Samples& out) {
  each_member_family(page, [&](const std::string& labels, const MemberFamilyFacts& facts) {
    out.add(labels, int{facts.is_eligible});
  });
}

void member_weight(const Page& page, Samples& out) {
  each_member_family(page, [&](const std::string& labels, const MemberFamilyFacts& facts) {
    out.add(labels, facts.weight);
  });
}

void member_share(const Page& page, Samples& out) {
  each_member_family(
      page, [&](const std::string& labels, const MemberFamilyFacts& facts) { out.add(labels, facts.share); });
}

}  // namespace rota::report::metrics
