// The plans of policies, as query threads go by them.
#include "policy/plan.h"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "policy/shares.h"

using namespace rota;
using namespace rota::policy;

namespace {

Asker asker(const std::string& network) {
  const Prefix prefix = parse_prefix(network).value();
  return {prefix.address, prefix.bits};
}

// One that takes its turns, and counts how often it was asked for who asks.
struct Asking {
  Choice choose(const Plan& plan, const Asker& who, const Maps& maps = {}) {
    const Flat flat(plan);
    const Choice out = policy::choose(
        flat.head(), [&] { return ++asked, who; }, maps,
        [&](std::uint32_t child) -> std::uint64_t& { return turns.at(child); });
    ++*out.turn;
    return out;
  }

  std::array<std::uint64_t, 3> turns{};
  int asked = 0;
};

const ByTurn two_in_turn{.width = 2, .cuts = {0, 1}};

PrefixMap::Entry entry(const char* prefix, std::uint32_t number) {
  return {parse_prefix(prefix).value(), number};
}

}  // namespace

TEST_CASE("by turn nobody is asked who asks, and the answer is good for all") {
  Asking it;
  CHECK(it.choose(two_in_turn, asker("192.0.2.1")).line == 0);
  const Choice second = it.choose(two_in_turn, asker("192.0.2.1"));
  CHECK(second.line == 1);
  CHECK(second.scope == 0);
  CHECK(it.asked == 0);
}

TEST_CASE("by hash all askers of a network get the same line, whatever their turn, and networks are spread") {
  ByHash plan{.slots = {}};
  for (std::uint32_t slot = 0; slot < 64; ++slot) plan.slots.push_back(slot % 4);
  Asking it;
  std::array<int, 4> networks{};
  for (int net = 0; net < 256; ++net) {
    const std::string in = "10.0." + std::to_string(net) + ".";
    const Choice first = it.choose(plan, asker(in + "1"));
    CHECK(first.line == it.choose(plan, asker(in + "200")).line);
    CHECK(first.line == it.choose(plan, asker(in + "0/24")).line);
    CHECK(first.scope == 24);
    ++networks.at(first.line);
  }
  for (const int count : networks) CHECK(count > 40);
}

TEST_CASE("P-55 C7 by hash the scope is the prefix that counts, or less where less is known") {
  const ByHash plan{.prefix4 = 20, .prefix6 = 48, .slots = {0, 1}};
  Asking it;
  CHECK(it.choose(plan, asker("192.0.2.1")).scope == 20);
  CHECK(it.choose(plan, asker("192.0.0.0/16")).scope == 16);
  CHECK(it.choose(plan, asker("2001:db8::1")).scope == 48);
}

TEST_CASE("by hash an asker finds its line again on every server, also in later versions") {
  ByHash plan{.slots = {}};
  for (std::uint32_t slot = 0; slot < 1000; ++slot) plan.slots.push_back(slot);
  Asking it;
  CHECK(it.choose(plan, asker("192.0.2.1")).line == 473);
  CHECK(it.choose(plan, asker("2001:db8::1")).line == 605);
}

TEST_CASE("P-55 P-56 by place each place has a plan and turns of its own, and the scope is that of the map") {
  const auto map =
      std::make_shared<const PrefixMap>(std::vector{entry("10.0.0.0/8", 1), entry("10.1.0.0/16", 2)}, 0);
  const ByPlace plan{.map = 0,
                     .children = {ByTurn{}, ByTurn{.width = 2, .cuts = {0, 1}, .first_line = 1},
                                  ByHash{.prefix4 = 24, .slots = {3}}}};
  Asking it;
  const auto ask = [&](const char* who) { return it.choose(plan, asker(who), {map}); };
  CHECK(ask("192.0.2.1").line == 0);
  CHECK(ask("192.0.2.1").scope == 1);
  CHECK(ask("10.128.0.1").line == 1);
  CHECK(ask("192.0.2.1").line == 0);  // which moves no turn of another place
  CHECK(ask("10.128.0.1").line == 2);
  CHECK(ask("10.128.0.1").scope == 9);
  CHECK(ask("10.1.2.3").line == 3);
  CHECK(ask("10.1.2.3").scope == 24);    // the narrower of the two
  CHECK(ask("10.0.0.0/8").scope == 16);  // more than is known: another network might get another line
}

TEST_CASE("a plan says how often each line is given") {
  const auto check = [](const Plan& plan, const std::vector<std::uint64_t>& of, std::uint64_t all) {
    const Chances got = chances(plan, of.size());
    for (std::size_t line = 0; line < of.size(); ++line) CHECK(got.of[line] * all == of[line] * got.all);
  };
  check(ByTurn{.width = 6, .cuts = {0, 1, 4}}, {1, 3, 2}, 6);
  check(ByHash{.slots = {0, 1, 1, 2}}, {1, 2, 1}, 4);
  check(ByPlace{.children = {two_in_turn, ByHash{.slots = {2}}}}, {1, 1, 2}, 4);
}
