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

// The set of one answer in the order it is sent: the line, turned.
inline MemberSet sent(const Menu& menu, std::uint64_t turn) {
  const Choice choice = choose(menu.draw, menu.cuts, turn);
  MemberSet out = menu.lines.at(choice.line);
  std::rotate(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(choice.rotation % out.size()),
              out.end());
  return out;
}

inline bool names_twice(MemberSet set) {
  std::sort(set.begin(), set.end());
  return std::adjacent_find(set.begin(), set.end()) != set.end();
}

// Of `turns` answers that start at turn `start`, asking every `step`-th turn.
inline Shares count(const Menu& menu, std::size_t members, std::uint64_t start, std::uint64_t turns,
                    std::uint64_t step = 1) {
  Shares out{std::vector<std::uint64_t>(members), std::vector<std::uint64_t>(members)};
  for (const MemberSet& line : menu.lines) out.twice = out.twice || names_twice(line);
  for (const MemberSet& line : menu.lines)
    out.well_formed = out.well_formed && line.size() == menu.lines[0].size();
  for (std::uint64_t i = 0; i < turns; ++i) {
    const MemberSet set = sent(menu, start + i * step);
    ++out.first[set[0]];
    for (const std::size_t member : set) ++out.named[member];
  }
  return out;
}

}  // namespace rota::policy
