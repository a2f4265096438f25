// Every fit member, the order turned by one each time: what a user of BIND
// expects. With fewer answers than members, a window that moves on by one.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

namespace {

// One line, turned while it is copied.
Menu all_of(std::size_t members) {
  MemberSet all(members);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return {.lines = {all}, .cuts = {0}, .draw = {.turns_order = true}};
}

// A line per window.
Menu windows_of(std::size_t members, std::size_t answers) {
  Menu out{.lines = std::vector<MemberSet>(members), .cuts = std::vector<std::uint32_t>(members), .draw = {}};
  std::iota(out.cuts.begin(), out.cuts.end(), 0U);
  out.draw.width = static_cast<std::uint32_t>(members);
  for (std::size_t first = 0; first < members; ++first)
    for (std::size_t i = 0; i < answers; ++i) out.lines[first].push_back((first + i) % members);
  return out;
}

}  // namespace

Menu make_round_robin(const Order& order) {
  const std::size_t members = order.weights.size();
  const std::size_t answers = order.answers == 0 ? most_by_default : order.answers;
  return answers >= members ? all_of(members) : windows_of(members, answers);
}

}  // namespace rota::policy
