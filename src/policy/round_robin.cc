// Every fit member, the order turned by one each time: what a user of BIND
// expects. With fewer answers than members, a window that moves on by one.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

namespace {

// A line per window.
Menu windows_of(const std::vector<CandidateId>& members, std::size_t answers) {
  Menu out{.lines = std::vector<Line>(members.size()), .plan = {}};
  ByTurn plan{.width = static_cast<std::uint32_t>(members.size()),
              .cuts = std::vector<std::uint32_t>(members.size())};
  std::iota(plan.cuts.begin(), plan.cuts.end(), 0U);
  out.plan = std::move(plan);
  for (std::size_t first = 0; first < members.size(); ++first)
    for (std::size_t i = 0; i < answers; ++i)
      out.lines[first].push_back(members[(first + i) % members.size()]);
  return out;
}

Menu make_round_robin(const Candidates& candidates) {
  const std::vector<CandidateId> all = Named(candidates).ids;
  const std::size_t answers = candidates.answers == 0 ? most_by_default : candidates.answers;
  // One line, turned while it is copied.
  if (answers >= all.size()) return {.lines = {all}, .plan = ByTurn{.turns_order = true}};
  return windows_of(all, answers);
}

}  // namespace

Kind round_robin() { return {.read = plain<make_round_robin>, .rotates_all = true}; }

}  // namespace rota::policy
