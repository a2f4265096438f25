// What overrides would do to the pools, before they are made: the same reports of now and of
// then, compared. Pure, and changes nothing; some milliseconds with thousands of pools.
#pragma once

#include <string>
#include <vector>

#include "health/override_rows.h"
#include "operate/view.h"
#include "report/verdict.h"

namespace rota::report {

struct MovedShare {
  MemberId member;
  double before = 0;  // of the pool's answers; 0 while another pool answers
  double after = 0;
};

struct PoolEffect {
  PoolId pool;
  PoolVerdict before;
  PoolVerdict after;
  bool empties = false;              // it has eligible members now, and would have none, for some type
  std::vector<MovedShare> shares{};  // of members whose share moves, who gains most first
  std::string text{};  // "pool lb.example:web: 1 of 3 members left; ams 14.3 % -> 100.0 % of answers"
};

// Of each pool that would change, in the order of the configuration: those with the members
// about which `next` says something else, and those that build on them.
std::vector<PoolEffect> preview(const operate::View& view, const health::OverrideRows& next);

}  // namespace rota::report
