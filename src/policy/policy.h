// A policy decides which members of a pool an answer names. It runs when the pool is
// baked, over the members that the pool may ever name and those fit to serve now, and
// leaves a menu: every set it may ever hand out, so that each can be encoded (and one day
// signed) ahead, and a plan that says who gets which.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/row.h"
#include "base/settings.h"
#include "policy/plan.h"

namespace rota::policy {

using CandidateId = Id<struct CandidateTag>;  // in Candidates::members
using Line = std::vector<CandidateId>;        // whom an answer names, in its order

// A member that the pool may name.
struct Candidate {
  std::string_view name;         // of the member; good while the policy runs
  std::uint32_t weight = 1;      // now; 0: it is not to be named
  std::uint32_t configured = 1;  // its weight were all well; 0: a reserve
};

// What a pool asks of its policy.
struct Candidates {
  IdVector<CandidateId, Candidate> members{};  // in the order of the file; some have a weight now
  std::size_t answers = 0;                     // records per reply; 0 = the policy's own default
};

// Those that may be named, with their weights.
struct Named {
  explicit Named(const Candidates& candidates);

  std::vector<CandidateId> ids;
  std::vector<std::uint32_t> weights;
};

struct Menu {
  std::vector<Line> lines;
  Plan plan;
};

// What became of the options in a pool's table: ready to make menus, as often as it takes.
struct Policy {
  std::function<Menu(const Candidates&)> make;
  Maps maps{};                 // that its plans look into
  std::uint32_t children = 1;  // of its plans, at most: ByPlace has several
};

// What rota knows of a policy. Each has a row in policies.def.
struct Kind {
  Policy (*read)(Settings& options);  // mistakes go where the options' go
  const Group* options = nullptr;     // keys of its own; null: none
  bool uses_weights = false;
  bool rotates_all = false;  // names every fit member unless `answers` says otherwise
  bool asks_who = false;     // its plans look at the asker
};

// `read` of a policy without options.
template <Menu make(const Candidates&)>
Policy plain(Settings& /*options*/) {
  return {.make = make};
}

const std::map<std::string_view, Kind>& all_policies();  // by name in TOML

constexpr std::size_t most_by_default = 16;  // answers of a policy that names every fit member

}  // namespace rota::policy
