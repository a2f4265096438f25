#include "bake/report.h"

#include <algorithm>
#include <utility>

#include "config/pool_reader.h"

namespace rota::bake {

namespace {

using config::PoolConfig;

template <class MakeMenu>
std::vector<MenuReport> menus_of(const Eligible& eligible, MakeMenu make) {
  std::vector<MenuReport> out;
  for (const Candidates& candidates : eligible.types) {
    MenuReport& menu =
        out.emplace_back(MenuReport{candidates.type, candidates.members, make(candidates), {}});
    menu.chances = policy::chances(menu.menu.plan, menu.menu.lines.size());
  }
  return out;
}

// How many chances name each candidate. Whole numbers, so that what is told is exact.
IdVector<policy::CandidateId, std::uint64_t> namings(const MenuReport& menu) {
  IdVector<policy::CandidateId, std::uint64_t> out(menu.members.size());
  for (std::size_t line = 0; line < menu.menu.lines.size(); ++line)
    for (const policy::CandidateId candidate : menu.menu.lines[line]) out[candidate] += menu.chances.of[line];
  return out;
}

// Calls visit(member, namings) for whoever may be named.
template <class Visit>
void visit_named(const MenuReport& menu, Visit visit) {
  const auto counts = namings(menu);
  for (const policy::CandidateId id : counts.ids())
    if (menu.members[id].weight > 0) visit(menu.members[id], counts[id]);
}

double share_of(const MenuReport& menu, std::uint64_t namings) {
  const std::uint64_t records = menu.chances.all * std::uint64_t{menu.answers()};
  return static_cast<double>(namings) / static_cast<double>(records);
}

// The pool's own members in the draw of one type.
void add_draw(const MenuReport& menu, IdVector<MemberId, MemberReport>& members) {
  visit_named(menu, [&](const Candidate& candidate, std::uint64_t namings) {
    MemberReport& member = members[candidate.leaf.member];
    const auto type = std::ranges::find(member.types, menu.type, &TypeReport::type);
    type->weight = candidate.weight;
    type->probability = static_cast<double>(namings) / static_cast<double>(menu.chances.all);
    type->share = share_of(menu, namings);
    member.serving = member.serving || namings > 0;
  });
}

std::size_t answering_types(const std::vector<MenuReport>& menus) {
  const auto count = std::ranges::count_if(menus, [](const MenuReport& menu) { return menu.answers() > 0; });
  return static_cast<std::size_t>(count);
}

TypeReport judge_type(const PoolOrder& order, MemberId member, dns::Type type) {
  const health::MemberTargets& targets = order.targets.pools[order.pool][member];
  const Judged judged = judge(order.own_pool().members[member], type, targets, order.health);
  TypeReport out{.type = type, .standing = judged.standing, .unfit = {}, .in_doubt = {}};
  if (judged.standing != Standing::fit && judged.standing != Standing::unfit) return out;
  for (const TargetId target : targets_for(targets, type)) {
    if (!order.health[target].fit) out.unfit.push_back(target);
    if (order.health[target].in_doubt) out.in_doubt.push_back(target);
  }
  return out;
}

std::vector<TargetReport> targets_of(const PoolOrder& order, MemberId member) {
  std::vector<TargetReport> out;
  const health::MemberTargets& targets = order.targets.pools[order.pool][member];
  for (const auto* list : {&targets.v4, &targets.v6, &targets.connect})
    for (const TargetId target : *list) out.push_back({target, order.health[target]});
  return out;
}

IdVector<MemberId, MemberReport> judge_members(const PoolOrder& order) {
  const PoolConfig& pool = order.own_pool();
  IdVector<MemberId, MemberReport> out(pool.members.size());
  for (const MemberId id : out.ids()) {
    out[id].targets = targets_of(order, id);
    out[id].admin = pool.members[id].admin;
    out[id].weight = pool.members[id].weight;
    for (const dns::Type type : config::types_of(pool)) out[id].types.push_back(judge_type(order, id, type));
  }
  return out;
}

}  // namespace

double MenuReport::probability(std::size_t line) const {
  return static_cast<double>(chances.of[line]) / static_cast<double>(chances.all);
}

PoolReport report_pool(const PoolOrder& order, const PoolMemory& memory) {
  const Serving serving = decide(order, memory);
  PoolReport out{.pool = order.pool,
                 .named = serving.by(),
                 .chain = serving.chain,
                 .all_down = serving.all_down,
                 .ends_all_down = serving.ends_all_down,
                 .in_doubt = serving.eligible.in_doubt,
                 .ttl = serving.ttl,
                 .members = judge_members(order),
                 .menus = menus_of(serving.eligible, [&](const Candidates& candidates) {
                   return menu_of(order, serving.by(), candidates);
                 })};
  if (out.named != out.pool) return out;
  for (const MenuReport& menu : out.menus) add_draw(menu, out.members);
  const std::size_t types = answering_types(out.menus);
  for (MemberReport& member : out.members) {
    for (const TypeReport& type : member.types) member.share += type.share;
    if (types > 0) member.share /= static_cast<double>(types);
  }
  return out;
}

IdVector<MemberId, double> aimed_shares(const PoolConfig& pool) {
  IdVector<MemberId, double> out(pool.members.size());
  Mistakes none;
  const policy::Policy policy = read_policy(pool, none);
  const std::vector<MenuReport> menus = menus_of(all_members({}, pool), [&](const Candidates& candidates) {
    return menu_of(policy, pool, candidates, [&](const Leaf& leaf) -> const config::MemberConfig& {
      return pool.members[leaf.member];
    });
  });
  const auto types = static_cast<double>(answering_types(menus));
  for (const MenuReport& menu : menus)
    visit_named(menu, [&](const Candidate& candidate, std::uint64_t namings) {
      out[candidate.leaf.member] += share_of(menu, namings) / types;
    });
  return out;
}

}  // namespace rota::bake
