// A policy decides which members of a pool an answer names.
// It runs at bake time, over the members fit to serve, and leaves a menu: every
// set it may ever hand out, so that each can be encoded (and one day signed)
// ahead, and a draw that says which turn gets which. On the query path nothing of a policy
// is left but numbers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace rota::policy {

using MemberSet = std::vector<std::size_t>;  // indexes of Order::weights, in answer order

// What a pool asks of its policy.
struct Order {
  std::vector<std::uint32_t> weights;  // one per fit member, in the order of the file; none is 0
  std::size_t answers = 0;             // records per reply; 0 = the policy's own default
};

// The draw of a turn is a number below `width`. A stride coprime to the width
// visits every number once per period, so shares are exact in every period.
struct Draw {
  std::uint32_t width = 1;   // turns in one period
  std::uint32_t stride = 1;  // below the width, unless that is 1
  bool turns_order = false;  // the order within a line moves on by one each period
};

struct Menu {
  std::vector<MemberSet> lines;
  std::vector<std::uint32_t> cuts;  // the first draw of each line, ascending from 0
  Draw draw;
};

struct Choice {
  std::size_t line = 0;        // of the menu
  std::uint64_t rotation = 0;  // by how many records the line's order is turned
};

constexpr std::size_t few_lines = 8;  // that many are looked through faster one by one

// Runs on query threads. `turn`: how often this thread has answered this (name, type).
inline Choice choose(const Draw& draw, std::span<const std::uint32_t> cuts, std::uint64_t turn) {
  const std::uint64_t period = turn / draw.width;
  Choice out{0, draw.turns_order ? period : 0};
  if (cuts.size() == 1) return out;
  const auto number = static_cast<std::uint32_t>((turn - period * draw.width) * draw.stride % draw.width);
  if (cuts.size() <= few_lines) {
    while (out.line + 1 < cuts.size() && cuts[out.line + 1] <= number) ++out.line;
  } else {
    const auto after = std::upper_bound(cuts.begin() + 1, cuts.end(), number);
    out.line = static_cast<std::size_t>(after - cuts.begin()) - 1;
  }
  return out;
}

// One row of the list: what rota knows of a policy.
struct Kind {
  Menu (*make)(const Order& order);  // of an order with at least one member
  bool uses_weights = false;
  bool rotates_all = false;  // names every fit member unless `answers` says otherwise
};

const std::map<std::string_view, Kind>& all_policies();

constexpr std::size_t most_by_default = 16;  // answers of a policy that names every fit member

}  // namespace rota::policy
