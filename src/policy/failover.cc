// The first fit member in the order of the file; with `answers = k` the first k,
// in that order.
#include <algorithm>

#include "policy/all.h"

namespace rota::policy {

namespace {

Menu make_failover(const Candidates& candidates) {
  Line first = Named(candidates).ids;
  first.resize(std::clamp<std::size_t>(candidates.answers, 1, first.size()));
  return {.lines = {std::move(first)}, .plan = ByTurn{}};
}

}  // namespace

Kind failover() { return {.read = plain<make_failover>}; }

}  // namespace rota::policy
