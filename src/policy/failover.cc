// The first fit member in the order of the file; with `answers = k` the first k,
// in that order.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

namespace {

class Failover final : public Policy {
 public:
  explicit Failover(std::size_t answers) : answers_(answers) {}

  std::vector<MemberSet> menu() const override {
    MemberSet first(answers_);
    std::iota(first.begin(), first.end(), std::size_t{0});
    return {first};
  }

  Choice choose(const Asker&) const noexcept override { return {}; }

 private:
  std::size_t answers_;
};

}  // namespace

PolicyPtr make_failover(const Order& order) {
  return std::make_unique<Failover>(std::clamp<std::size_t>(order.answers, 1, order.weights.size()));
}

}  // namespace rota::policy
