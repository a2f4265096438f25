// What a policy leaves to the query threads: numbers that say which line an asker gets.
//
//   ByTurn    whose turn it is; the asker plays no part
//   ByHash    a hash of the network that the asker is in
//   ByPlace   where the asker is, by a map of networks: each place has a plan of its own
//
// A policy writes a Plan when a pool is baked. In the image it is a PlanHead with numbers
// behind it, flat and without pointers, and choose() reads that.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/prefix_map.h"

namespace rota::policy {

// --- as a policy writes it ---

// The draw of a turn is a number below `width`. A stride coprime to the width visits every
// number once per period, so shares are exact in every period.
struct ByTurn {
  std::uint32_t width = 1;             // turns in one period
  std::uint32_t stride = 1;            // below the width, unless that is 1
  bool turns_order = false;            // the order within a line moves on by one each period
  std::vector<std::uint32_t> cuts{0};  // the first draw of each line, ascending from 0
  std::uint32_t first_line = 0;        // the line of the first cut; the others follow it
};

// Askers of one network get the same line as long as its slot keeps it.
struct ByHash {
  std::uint8_t prefix4 = 24;  // bits of an asker's address that count
  std::uint8_t prefix6 = 56;
  std::vector<std::uint32_t> slots{0};  // the line of each
};

using ChildPlan = std::variant<ByTurn, ByHash>;

struct ByPlace {
  std::uint32_t map = 0;            // of the pool's maps (policy.h): networks -> children
  std::vector<ChildPlan> children;  // as many as the map has numbers
};

struct Nobody {};  // there is no line

using Plan = std::variant<Nobody, ByTurn, ByHash, ByPlace>;

// How often each line is given, of so many times: exact for ByTurn, in one period; for
// askers of networks taken at random, by ByHash; for those of places taken at random, by
// ByPlace, rounded.
struct Chances {
  std::vector<std::uint64_t> of;  // by line
  std::uint64_t all = 1;
};
Chances chances(const Plan& plan, std::size_t lines);

// Appends the plan as it lies in the image; `first_map` is where the pool's maps begin
// among those of the world.
void append(std::vector<std::byte>& out, const Plan& plan, std::uint32_t first_map);

// --- as query threads read it ---

struct PlanHead {
  enum class Kind : std::uint8_t { nobody, turn, hash, place };

  const std::uint32_t* numbers() const { return reinterpret_cast<const std::uint32_t*>(this + 1); }

  Kind kind = Kind::nobody;
  bool turns_order = false;
  std::uint8_t prefix4 = 0;
  std::uint8_t prefix6 = 0;
  std::uint32_t width = 1;
  std::uint32_t stride = 1;
  std::uint32_t first = 0;  // ByTurn: the line of the first cut; ByPlace: the map, of the world's
  std::uint32_t count = 0;  // of the numbers behind: cuts, slots, or where each child lies,
                            // counted in numbers from this head
};

// Who asks: the network that a resolver asks for, where it says so and is believed, else
// the resolver itself.
struct Asker {
  Address address;
  std::uint8_t bits = 0;  // of the address that are known
};

struct Choice {
  std::uint32_t line = 0;         // of the menu
  std::uint8_t scope = 0;         // bits of the asker's address that this goes by; 0: it holds for everybody
  std::uint64_t rotation = 0;     // by how many records the line's order is turned
  std::uint64_t* turn = nullptr;  // the one that it goes by: to be moved on when the answer leaves
};

using Maps = std::vector<std::shared_ptr<const PrefixMap>>;

constexpr std::uint32_t few_lines = 8;  // that many are looked through faster one by one

// Of a plan that is no child: its first line is 0.
inline Choice choose_by_turn(const PlanHead& plan, std::uint64_t& turn) {
  const std::uint64_t period = turn / plan.width;
  Choice out{0, 0, plan.turns_order ? period : 0, &turn};
  if (plan.count == 1) return out;
  const auto number = static_cast<std::uint32_t>((turn - period * plan.width) * plan.stride % plan.width);
  const std::span cuts(plan.numbers(), plan.count);
  if (plan.count <= few_lines) {
    while (out.line + 1 < plan.count && cuts[out.line + 1] <= number) ++out.line;
  } else {
    const auto after = std::upper_bound(cuts.begin() + 1, cuts.end(), number);
    out.line = static_cast<std::uint32_t>(after - cuts.begin()) - 1;
  }
  return out;
}

Choice choose_by_hash(const PlanHead& plan, const Asker& asker, std::uint64_t& turn);

// The child for this asker, and the bits that this went by.
struct Child {
  const PlanHead* plan = nullptr;
  std::uint32_t number = 0;
  std::uint8_t scope = 0;
};
Child child_for(const PlanHead& plan, const Asker& asker, const Maps& maps);

template <class TurnOf>
[[gnu::noinline]] Choice choose_by_asker(const PlanHead& plan, const Asker& asker, const Maps& maps,
                                         TurnOf turn_of) {
  if (plan.kind == PlanHead::Kind::hash) return choose_by_hash(plan, asker, turn_of(0));
  const Child child = child_for(plan, asker, maps);
  std::uint64_t& turn = turn_of(child.number);
  Choice out = child.plan->kind == PlanHead::Kind::turn ? choose_by_turn(*child.plan, turn)
                                                        : choose_by_hash(*child.plan, asker, turn);
  out.line += child.plan->first;
  out.scope = std::max(out.scope, child.scope);
  return out;
}

// Of a plan that has a line. `who_asks` is only called where that matters. `turn_of(child)` is the turn of a
// child of ByPlace; of another plan there is one, 0.
template <class WhoAsks, class TurnOf>
[[gnu::always_inline]] inline Choice choose(const PlanHead& plan, WhoAsks who_asks, const Maps& maps,
                                            TurnOf turn_of) {
  if (plan.kind == PlanHead::Kind::turn) [[likely]]
    return choose_by_turn(plan, turn_of(0));
  return choose_by_asker(plan, who_asks(), maps, turn_of);
}

}  // namespace rota::policy
