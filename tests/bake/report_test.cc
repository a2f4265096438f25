#include "bake/report.h"

#include <catch2/catch.hpp>
#include <map>

#include "bake/pool_baker.h"
#include "base/dice.h"
#include "support/configs.h"
#include "support/healths.h"
#include "support/packet.h"

using namespace rota;
using namespace rota::test;
using bake::Standing;
using config::Admin;
using config::AllDown;

namespace {

struct Bench {
  explicit Bench(std::vector<config::PoolConfig> pools)
      : config(test::config_of(std::move(pools))),
        targets(health::list_targets(*config)),
        policies(bake::read_policies(*config)) {}

  bake::PoolReport report(const health::TargetHealths& health) {
    return bake::report_pool({*config, PoolId{0}, targets, health, policies}, memory);
  }

  std::shared_ptr<config::Config> config;
  health::TargetList targets;
  bake::Policies policies;
  bake::PoolMemory memory;
};

config::PoolConfig weighted(const std::vector<std::uint32_t>& weights, std::uint32_t answers = 1) {
  auto out = test::pool("web", {});
  out.policy = "weighted";
  out.answers = answers;
  for (std::size_t i = 0; i < weights.size(); ++i)
    out.members.push_back(test::member("192.0.2." + std::to_string(i + 1), weights[i]));
  return out;
}

IdVector<MemberId, double> shares(const bake::PoolReport& report) {
  IdVector<MemberId, double> out;
  for (const auto& member : report.members) out.push_back(member.share);
  return out;
}

}  // namespace

TEST_CASE("a report gives each member its exact share, and its probability in a reply of several") {
  Bench bench({weighted({3, 1, 0, 2}, 2)});
  const auto report = bench.report(health::TargetHealths(4, is_up));
  CHECK(shares(report) == IdVector<MemberId, double>{3 / 6.0, 1 / 6.0, 0, 2 / 6.0});
  CHECK(report.members[MemberId{0}].types[0].probability == 1);
  CHECK(report.members[MemberId{1}].types[0].probability == 1 / 3.0);
  CHECK(report.menus[0].answers() == 2);
  CHECK(report.ttl == 30);
  CHECK_FALSE(report.all_down);
}

TEST_CASE("a report tells a reserve and a standby from a member that serves") {
  Bench reserve({weighted({1, 0})});
  const auto first = reserve.report({is_up, is_up});
  CHECK(first.members[MemberId{1}].types[0].standing == Standing::fit);
  CHECK(first.members[MemberId{1}].types[0].weight == 0);
  CHECK_FALSE(first.members[MemberId{1}].serving);
  const auto second = reserve.report({is_down, is_up});
  CHECK(second.members[MemberId{1}].serving);
  CHECK(second.members[MemberId{1}].types[0].weight == 1);

  auto config = weighted({1, 1});
  config.policy = "failover";
  Bench standby({config});
  const auto third = standby.report({is_up, is_up});
  CHECK(third.members[MemberId{0}].serving);
  CHECK_FALSE(third.members[MemberId{1}].serving);
  CHECK(third.members[MemberId{1}].types[0].weight == 1);
}

TEST_CASE("a report names the targets that keep a member out and those that keep the TTL short") {
  Bench bench({weighted({1, 1, 1, 1})});
  bench.config->pools[PoolId{0}].members[MemberId{3}].admin = Admin::drain;
  const auto report = bench.report({is_up, is_down, is_failing, is_rising});
  CHECK(report.members[MemberId{1}].types[0].standing == Standing::unfit);
  CHECK(report.members[MemberId{1}].types[0].unfit == std::vector{TargetId{1}});
  CHECK(report.members[MemberId{2}].types[0].in_doubt == std::vector{TargetId{2}});
  CHECK(report.members[MemberId{3}].types[0].standing == Standing::taken_out);
  CHECK(report.members[MemberId{3}].types[0].in_doubt.empty());  // nobody waits for the word of a drained one
  CHECK(report.in_doubt);
  CHECK(report.ttl == 5);
}

TEST_CASE("a report says what all_down does") {
  auto config = weighted({1, 1});
  for (const AllDown rule : {AllDown::nodata, AllDown::servfail}) {
    config.all_down = rule;
    Bench empty({config});
    const auto report = empty.report({is_down, is_down});
    CHECK(report.all_down);
    CHECK_FALSE(report.members[MemberId{0}].serving);
    CHECK(report.menus[0].menu.lines.empty());
  }
  config.all_down = AllDown::all;
  CHECK(Bench({config}).report({is_down, is_down}).members[MemberId{1}].share == 0.5);
  config.all_down = AllDown::last_good;
  Bench good({config});
  good.memory.last_good = {{dns::Type::a, "192.0.2.2"}};
  CHECK(shares(good.report({is_down, is_down})) == IdVector<MemberId, double>{0, 1});
  config.all_down = AllDown::fallback;
  config.fallback = PoolId{1};
  const auto report = Bench({config, test::pool("sorry", {test::member("192.0.2.9")}, {})})
                          .report({is_down, is_down, is_down});
  CHECK(report.named == PoolId{1});
  CHECK_FALSE(report.members[MemberId{0}].serving);
  CHECK(report.menus[0].members.size() == 1);
}

TEST_CASE("of two families each member's share is the mean, and all make 1") {
  auto config = weighted({3, 1});
  config.members[MemberId{0}].v6 = parse_address("2001:db8::1");
  Bench bench({config});
  const auto report = bench.report({is_up, is_up, is_up});
  CHECK(shares(report) == IdVector<MemberId, double>{(0.75 + 1) / 2, 0.125});
  CHECK(report.members[MemberId{1}].types[1].standing == Standing::no_record);
  CHECK(bake::aimed_shares(config) == shares(report));
}

namespace {

config::PoolConfig random_pool(Dice& dice) {
  const std::size_t count = 1 + dice.roll() % 7;
  std::vector<std::uint32_t> weights;
  for (std::size_t i = 0; i < count; ++i) weights.push_back(static_cast<std::uint32_t>(dice.roll() % 6));
  auto out = weighted(weights, static_cast<std::uint32_t>(1 + dice.roll() % 4));
  out.policy = std::vector{"weighted", "round_robin", "failover"}[dice.roll() % 3];
  out.all_down = std::vector{AllDown::all, AllDown::nodata, AllDown::last_good}[dice.roll() % 3];
  for (config::MemberConfig& member : out.members) {
    if (dice.roll() % 3 == 0) member.v6 = parse_address("2001:db8::" + member.name.substr(8));
    if (dice.roll() % 5 == 0) member.admin = std::vector{Admin::up, Admin::drain}[dice.roll() % 2];
  }
  return out;
}

// How often each member's record is in the answers of one whole period, by the query path's
// own menu; and how many records those answers have.
struct Counted {
  std::map<Octets, std::uint64_t> of;
  std::uint64_t records = 0;
};
std::uint32_t width_of(const bake::BakedMenu& baked) {
  const auto* const plan = std::get_if<policy::ByTurn>(&baked.menu.plan);
  return plan != nullptr ? plan->width : 1;  // nobody may be named
}
Counted count_period(const bake::BakedMenu& baked) {
  const std::vector<std::byte> block = snapshot::write_menu(baked.menu);
  const snapshot::Menu menu(block.data());
  Counted out;
  for (std::uint64_t i = 0; i < width_of(baked) && menu.lines() > 0; ++i) {
    std::uint64_t turn = i + 12345;
    const policy::Choice choice = policy::choose_by_turn(menu.plan(), turn);
    for (const Bytes rdata : menu.form(choice.line).set(baked.type, choice.rotation)) {
      ++out.of[Octets(rdata.begin(), rdata.end())];
      ++out.records;
    }
  }
  return out;
}

Octets record_of(const config::MemberConfig& member, dns::Type type) {
  const auto& address = type == dns::Type::a ? member.v4 : member.v6;
  if (!address) return {};
  return {address->bytes().begin(), address->bytes().end()};
}

}  // namespace

TEST_CASE("the shares and probabilities of a report are those of counting a whole period of answers") {
  Dice dice(7);
  for (int round = 0; round < 500; ++round) {
    Bench bench({random_pool(dice)});
    health::TargetHealths health;
    for (std::size_t i = 0; i < bench.targets.targets.size(); ++i)
      health.push_back(std::vector{is_up, is_up, is_failing, is_down, is_unknown}[dice.roll() % 5]);
    const auto report = bench.report(health);
    const auto menus =
        bake::bake_pool({*bench.config, PoolId{0}, bench.targets, health, bench.policies}, bench.memory);
    for (const bake::MenuReport& told : report.menus) {
      const auto& baked = *std::ranges::find(menus, told.type, &bake::BakedMenu::type);
      Counted counted = count_period(baked);
      CHECK((told.answers() == 0) == (counted.records == 0));
      for (const MemberId id : report.members.ids()) {
        const auto& types = report.members[id].types;
        const auto& type = *std::ranges::find(types, told.type, &bake::TypeReport::type);
        const auto times =
            static_cast<double>(counted.of[record_of(bench.config->pools[PoolId{0}].members[id], told.type)]);
        CHECK(type.probability == times / width_of(baked));
        CHECK(type.share == (counted.records == 0 ? 0 : times / static_cast<double>(counted.records)));
      }
    }
  }
}
