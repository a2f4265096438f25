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
  bool well_formed = true;           // every choice was a line of the menu, and all had one size
};

// The set of one answer in the order it is sent: the line, turned.
inline MemberSet sent(const std::vector<MemberSet>& menu, const Choice& choice) {
  MemberSet out = menu.at(choice.line);
  const auto turn = static_cast<std::ptrdiff_t>(choice.rotation % out.size());
  std::rotate(out.begin(), out.begin() + turn, out.end());
  return out;
}

inline bool names_twice(MemberSet set) {
  std::sort(set.begin(), set.end());
  return std::adjacent_find(set.begin(), set.end()) != set.end();
}

// Of `turns` answers that start at turn `start`, asking every `step`-th turn.
inline Shares count(const Policy& policy, std::size_t members, std::uint64_t start, std::uint64_t turns,
                    std::uint64_t step = 1) {
  const std::vector<MemberSet> menu = policy.menu();
  Shares out{std::vector<std::uint64_t>(members), std::vector<std::uint64_t>(members)};
  for (const MemberSet& line : menu) out.twice = out.twice || names_twice(line);
  for (const MemberSet& line : menu) out.well_formed = out.well_formed && line.size() == menu[0].size();
  for (std::uint64_t i = 0; i < turns; ++i) {
    const Choice choice = policy.choose({{}, 0, start + i * step});
    const MemberSet set = sent(menu, choice);
    ++out.first[set[0]];
    for (const std::size_t member : set) ++out.named[member];
  }
  return out;
}

}  // namespace rota::policy
