// Every fit member, the order turned by one each time: what a user of BIND
// expects. With fewer answers than members, a window that moves on by one.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

namespace {

class RoundRobin final : public Policy {
 public:
  RoundRobin(std::size_t members, std::size_t answers) : members_(members), answers_(answers) {}

  std::vector<MemberSet> menu() const override {
    // All of them: one line, turned while it is copied. Else a line per window.
    std::vector<MemberSet> lines(answers_ == members_ ? 1 : members_);
    for (std::size_t first = 0; first < lines.size(); ++first)
      for (std::size_t i = 0; i < answers_; ++i) lines[first].push_back((first + i) % members_);
    return lines;
  }

  Choice choose(const Asker& asker) const noexcept override {
    if (answers_ == members_) return {.line = 0, .rotation = asker.turn};
    return {.line = asker.turn % members_, .rotation = 0};
  }

 private:
  std::size_t members_;
  std::size_t answers_;
};

}  // namespace

PolicyPtr make_round_robin(const Order& order) {
  const std::size_t asked = order.answers == 0 ? most_by_default : order.answers;
  return std::make_unique<RoundRobin>(order.weights.size(), std::min(asked, order.weights.size()));
}

}  // namespace rota::policy
