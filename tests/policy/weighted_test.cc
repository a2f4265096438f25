// weighted: exact shares in every period, never by statistics.
#include <catch2/catch.hpp>
#include <numeric>

#include "base/dice.h"
#include "policy/all.h"
#include "policy/shares.h"

using namespace rota;
using namespace rota::policy;

namespace {

using Weights = std::vector<std::uint32_t>;

// What a pool of these weights promises.
struct Promise {
  Promise(const Weights& weights, std::size_t asked) {
    std::uint64_t unit = 0;
    for (const std::uint64_t weight : weights) unit = std::gcd(unit, weight);
    for (const std::uint64_t weight : weights) units.push_back(weight / unit);
    width = std::accumulate(units.begin(), units.end(), std::uint64_t{0});
    answers = std::clamp<std::uint64_t>(asked, 1, width / *std::max_element(units.begin(), units.end()));
  }

  std::vector<std::uint64_t> times(std::uint64_t factor) const {
    std::vector<std::uint64_t> out = units;
    for (auto& unit : out) unit *= factor;
    return out;
  }

  std::vector<std::uint64_t> units;  // weights by their greatest common divisor
  std::uint64_t width = 0;           // their sum: one period
  std::uint64_t answers = 1;         // after lowering
};

// Every member k times its units in one period; first just as often over k periods.
void check(const Weights& weights, std::size_t asked, std::uint64_t start, std::uint64_t step = 1) {
  CAPTURE(weights, asked, start, step);
  const Promise promise(weights, asked);
  const Menu menu = menu_of(weighted(), candidates(weights, asked));
  REQUIRE(menu.lines.size() <= weights.size());
  const Shares period = count(menu, weights.size(), start, promise.width, step);
  REQUIRE_FALSE(period.twice);
  REQUIRE(period.well_formed);
  REQUIRE(menu.lines[0].size() == promise.answers);
  REQUIRE(period.named == promise.times(promise.answers));
  const Shares periods = count(menu, weights.size(), start, promise.width * promise.answers, step);
  REQUIRE(periods.first == promise.times(promise.answers));
}

}  // namespace

TEST_CASE("P-93 weight 3 gets exactly three of every sum of weights") {
  for (std::uint64_t start = 0; start < 12; ++start) check({3, 2, 1}, 1, start);
}

TEST_CASE("random pools give exact shares in every period, from any turn on") {
  Dice dice(2024);
  for (int round = 0; round < 400; ++round) {
    Weights weights(dice.roll() % 12 + 1);
    const std::uint64_t most = std::uint64_t{1} << (dice.roll() % 8);
    for (auto& weight : weights) weight = static_cast<std::uint32_t>(dice.roll() % most + 1);
    check(weights, dice.roll() % 5, dice.roll() >> 1);
  }
}

TEST_CASE("weights with a common divisor are as good as without it") {
  check({1000, 3000}, 1, 17);
  check({6, 10, 15}, 1, 3);
  check({1U << 20, 1U << 20, 1U << 20}, 2, 5);
}

TEST_CASE("one member is always named, whatever it weighs") {
  for (const std::uint32_t weight : {1U, 7U, 1U << 20}) {
    check({weight}, 1, 9);
    check({weight}, 5, 9);
  }
}

TEST_CASE("more answers than the heaviest member allows are lowered, so that shares stay exact") {
  CHECK(menu_of(weighted(), candidates({8, 1, 1}, 3)).lines[0].size() == 1);
  CHECK(menu_of(weighted(), candidates({2, 1, 1}, 3)).lines[0].size() == 2);
  CHECK(menu_of(weighted(), candidates({1, 1, 1}, 9)).lines[0].size() == 3);
  check({8, 1, 1}, 3, 0);
  check({2, 1, 1}, 3, 1);
  check({1, 1, 1}, 9, 2);
  check({5, 4, 3, 2, 1}, 3, 4);
}

TEST_CASE("large weights are exact too") {
  check({1U << 20, 1, 3}, 1, 123456789);
  check({(1U << 20) - 1, 1U << 20, 77}, 2, 1);
}

TEST_CASE("A and AAAA asked in lockstep are both exact, for each has turns of its own") {
  // Each type counts its own turns, so each sees consecutive ones however the two are mixed.
  const Weights weights{5, 3, 2};
  const Menu menu = menu_of(weighted(), candidates(weights, 1));
  const Flat plan(menu.plan);
  std::vector<std::uint64_t> named_a(3), named_aaaa(3);
  std::uint64_t turn_a = 41, turn_aaaa = 7;
  for (int i = 0; i < 10; ++i) {
    ++named_a[sent(menu, plan, turn_a++)[0].value];
    ++named_aaaa[sent(menu, plan, turn_aaaa++)[0].value];
  }
  CHECK(named_a == std::vector<std::uint64_t>{5, 3, 2});
  CHECK(named_aaaa == std::vector<std::uint64_t>{5, 3, 2});
}

TEST_CASE("answers are spread: no member of half the weight is named three times in a row") {
  const Menu menu = menu_of(weighted(), candidates({4, 4}, 1));
  const Flat plan(menu.plan);
  std::vector<CandidateId> recent;
  for (std::uint64_t turn = 0; turn < 1000; ++turn) {
    recent.push_back(sent(menu, plan, turn)[0]);
    if (recent.size() < 3) continue;
    CHECK_FALSE((recent[turn] == recent[turn - 1] && recent[turn] == recent[turn - 2]));
  }
}
