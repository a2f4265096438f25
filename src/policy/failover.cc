// The first fit member in the order of the file; with `answers = k` the first k,
// in that order.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

Menu make_failover(const Order& order) {
  MemberSet first(std::clamp<std::size_t>(order.answers, 1, order.weights.size()));
  std::iota(first.begin(), first.end(), std::size_t{0});
  return {.lines = {first}, .cuts = {0}, .draw = {}};
}

}  // namespace rota::policy
