// Counts what a policy names over a span of turns, as a pool's answers would.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace rota::policy {

struct Shares {
  std::vector<std::uint64_t> named;  // answers that name the member anywhere
  std::vector<std::uint64_t> first;  // answers that name it first
  bool twice = false;                // some answer named one member twice
  bool well_formed = true;           // all lines have one size
};

// Members that are all well, of these weights.
inline Candidates candidates(const std::vector<std::uint32_t>& weights, std::size_t answers = 0) {
  Candidates out{.answers = answers};
  for (const std::uint32_t weight : weights) out.members.push_back({"", weight, weight});
  return out;
}

// What a policy without options makes of them.
inline Menu menu_of(const Kind& kind, const Candidates& candidates) {
  const Table none;
  Mistakes mistakes;
  Settings options(none, {}, mistakes);
  return kind.read(options).make(candidates);
}

// A plan as it lies in the image.
class Flat {
 public:
  explicit Flat(const Plan& plan) { append(octets_, plan, 0); }

  const PlanHead& head() const { return *reinterpret_cast<const PlanHead*>(octets_.data()); }

 private:
  std::vector<std::byte> octets_;
};

// The set of one answer in the order it is sent: the line, turned.
inline Line sent(const Menu& menu, const Flat& plan, std::uint64_t turn) {
  const Choice choice = choose_by_turn(plan.head(), turn);
  Line out = menu.lines.at(choice.line);
  std::rotate(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(choice.rotation % out.size()),
              out.end());
  return out;
}

inline bool names_twice(Line set) {
  std::sort(set.begin(), set.end());
  return std::adjacent_find(set.begin(), set.end()) != set.end();
}

// Of `turns` answers that start at turn `start`, asking every `step`-th turn.
inline Shares count(const Menu& menu, std::size_t members, std::uint64_t start, std::uint64_t turns,
                    std::uint64_t step = 1) {
  Shares out{std::vector<std::uint64_t>(members), std::vector<std::uint64_t>(members)};
  for (const Line& line : menu.lines) out.twice = out.twice || names_twice(line);
  for (const Line& line : menu.lines)
    out.well_formed = out.well_formed && line.size() == menu.lines[0].size();
  const Flat plan(menu.plan);
  for (std::uint64_t i = 0; i < turns; ++i) {
    const Line set = sent(menu, plan, start + i * step);
    ++out.first[set[0].value];
    for (const CandidateId member : set) ++out.named[member.value];
  }
  return out;
}

}  // namespace rota::policy
