// Every member appears in exact proportion to its weight, also when a reply
// carries several (systematic sampling).
//
// Put the members on a line, member i with an arc of weight k: the line is k
// times the sum of weights W long. A draw d in [0, W) names the members at d,
// d + W, ... d + (k-1)W. Member i is then named by exactly k * weight of the W
// draws, never twice in one, as long as k * weight <= W. Where an arc ends
// (modulo W) the named set changes; those cuts are the lines of the menu, at
// most one per member.
#include <algorithm>
#include <numeric>

#include "policy/all.h"

namespace rota::policy {

namespace {

class Weighted final : public Policy {
 public:
  Weighted(const std::vector<std::uint32_t>& weights, std::size_t answers) {
    const std::uint64_t unit =
        std::accumulate(weights.begin(), weights.end(), std::uint64_t{0},
                        [](std::uint64_t a, std::uint64_t b) { return std::gcd(a, b); });
    for (const std::uint64_t weight : weights) {
      width_ += weight / unit;
      ends_.push_back(width_);
    }
    const std::uint64_t heaviest = *std::ranges::max_element(weights) / unit;
    // More answers than W / heaviest cannot be exact: the heaviest would be named twice.
    answers_ = std::clamp<std::uint64_t>(answers, 1, width_ / heaviest);
    for (auto& end : ends_) end *= answers_;
    place_cuts();
    stride_ = find_stride();
  }

  std::vector<MemberSet> menu() const override {
    std::vector<MemberSet> lines;
    for (const std::uint64_t draw : cuts_) lines.push_back(members_at(draw));
    return lines;
  }

  // A stride coprime to the width, near width/phi, visits every draw once per
  // period: exact in every period, and as smooth as golden-ratio steps. The order
  // within a line turns once a period, so that the first record is exact too.
  Choice choose(const Asker& asker) const noexcept override {
    const std::uint64_t draw = asker.turn % width_ * stride_ % width_;
    const auto line = std::ranges::upper_bound(cuts_, draw) - cuts_.begin() - 1;
    return {.line = static_cast<std::size_t>(line), .rotation = asker.turn / width_};
  }

 private:
  void place_cuts() {
    cuts_.push_back(0);
    for (const std::uint64_t end : ends_) cuts_.push_back(end % width_);
    std::ranges::sort(cuts_);
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
  }

  std::uint64_t find_stride() const {
    auto stride = static_cast<std::uint64_t>(static_cast<double>(width_) * 0.6180339887498949);
    stride = std::max<std::uint64_t>(stride, 1);
    while (std::gcd(stride, width_) != 1) ++stride;
    return stride;
  }

  MemberSet members_at(std::uint64_t draw) const {
    MemberSet out;
    for (std::uint64_t i = 0; i < answers_; ++i) {
      const auto arc = std::ranges::upper_bound(ends_, draw + i * width_);
      out.push_back(static_cast<std::size_t>(arc - ends_.begin()));
    }
    return out;
  }

  std::uint64_t width_ = 0;  // W in units of the weights' greatest common divisor
  std::uint64_t stride_ = 1;
  std::uint64_t answers_ = 1;        // k
  std::vector<std::uint64_t> ends_;  // where each member's arc ends
  std::vector<std::uint64_t> cuts_;  // first draw of each line
};

}  // namespace

PolicyPtr make_weighted(const Order& order) {
  return std::make_unique<Weighted>(order.weights, order.answers);
}

}  // namespace rota::policy
