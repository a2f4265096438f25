// What a pool answers now and what became of each member, as plain data: made by the
// very functions of the bake (bake/serving.h), over the same configuration, health
// and memory. Words for it are others' (report/explain/why.h).
#pragma once

#include <cstdint>
#include <vector>

#include "bake/serving.h"
#include "stats/totals.h"

namespace rota::bake {

// A member in the answers of one type.
struct TypeReport {
  dns::Type type{};
  Standing standing = Standing::no_record;
  std::vector<TargetId> unfit;     // its targets that keep it out
  std::vector<TargetId> in_doubt;  // those that keep the TTL short
  std::uint32_t weight = 0;        // in the draw; 0: it takes no part
  double probability = 0;          // that a reply names it
  double share = 0;                // of the replies, each split evenly over its records
};

struct TargetReport {
  TargetId target;
  health::TargetHealth health;
};

struct MemberReport {
  std::vector<TargetReport> targets;               // all of its own, whatever the operator says of it
  std::vector<TypeReport> types;                   // every type that the pool has
  config::Admin admin = config::Admin::automatic;  // the operator's word in force
  std::uint32_t weight = 1;                        // as configured, or as the operator has it
  bool serving = false;                            // some reply names it
  double share = 0;  // the mean over the types that name anybody: those of all members make 1
};

// How one type is answered.
struct MenuReport {
  double probability(std::size_t line) const;  // that a reply has it
  // Records in a reply: every line has as many.
  std::size_t answers() const { return menu.lines.empty() ? 0 : menu.lines.front().size(); }

  // Those that may be named.
  std::size_t eligible() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(members, [](const Candidate& each) { return each.weight > 0; }));
  }

  dns::Type type{};
  IdVector<policy::CandidateId, Candidate> members;
  policy::Menu menu;  // without a line when nobody may be named
  policy::Chances chances;
};

struct PoolReport {
  PoolId pool;
  PoolId named;               // the pool whose members the menus name: the last of the chain
  std::vector<PoolId> chain;  // as in Serving
  bool all_down = false;      // no member is eligible: its all-down policy applies
  bool ends_all_down = false;
  bool in_doubt = false;
  std::uint32_t ttl = 0;                     // seconds
  IdVector<MemberId, MemberReport> members;  // of the pool itself
  std::vector<MenuReport> menus;             // by type
  stats::PoolTotals totals{};                // of a world that runs, else empty
};

PoolReport report_pool(const PoolOrder& order, const PoolMemory& memory);

// The shares of its members while all of them are fit: what a
// configuration aims at. The operator's word in it counts.
IdVector<MemberId, double> aimed_shares(const config::PoolConfig& pool);

}  // namespace rota::bake
