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

// The members' arcs, in units of the weights' greatest common divisor.
struct Arcs {
  Arcs(const std::vector<std::uint32_t>& weights, std::size_t asked) {
    const std::uint32_t unit =
        std::accumulate(weights.begin(), weights.end(), 0U, [](auto a, auto b) { return std::gcd(a, b); });
    for (const std::uint32_t weight : weights) {
      width += weight / unit;
      ends.push_back(width);
    }
    const std::uint64_t heaviest = *std::ranges::max_element(weights) / unit;
    // More answers than W / heaviest cannot be exact: the heaviest would be named twice.
    answers = std::clamp<std::uint64_t>(asked, 1, width / heaviest);
    for (auto& end : ends) end *= answers;
  }

  Line named_by(std::uint64_t draw, const std::vector<CandidateId>& members) const {
    Line out;
    for (std::uint64_t i = 0; i < answers; ++i) {
      const auto arc = std::ranges::upper_bound(ends, draw + i * width);
      out.push_back(members[static_cast<std::size_t>(arc - ends.begin())]);
    }
    return out;
  }

  std::uint64_t width = 0;          // W; within 32 bits, see the largest weight of a member
  std::uint64_t answers = 1;        // k
  std::vector<std::uint64_t> ends;  // where each member's arc ends
};

std::vector<std::uint32_t> cuts_of(const Arcs& arcs) {
  std::vector<std::uint32_t> out{0};
  for (const std::uint64_t end : arcs.ends) out.push_back(static_cast<std::uint32_t>(end % arcs.width));
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Near width/phi: as smooth as golden-ratio steps.
std::uint32_t stride_of(std::uint64_t width) {
  const auto golden = static_cast<std::uint64_t>(static_cast<double>(width) * 0.6180339887498949);
  std::uint64_t stride = std::max<std::uint64_t>(golden, 1);
  while (std::gcd(stride, width) != 1) ++stride;
  return static_cast<std::uint32_t>(stride);
}

Menu make_weighted(const Candidates& candidates) {
  const Named named(candidates);
  const Arcs arcs(named.weights, candidates.answers);
  // The order within a line turns once a period, so that the first record is exact too.
  ByTurn plan{.width = static_cast<std::uint32_t>(arcs.width),
              .stride = stride_of(arcs.width),
              .turns_order = true,
              .cuts = cuts_of(arcs)};
  Menu out;
  for (const std::uint32_t draw : plan.cuts) out.lines.push_back(arcs.named_by(draw, named.ids));
  out.plan = std::move(plan);
  return out;
}

}  // namespace

Kind weighted() { return {.read = plain<make_weighted>, .uses_weights = true}; }

}  // namespace rota::policy
