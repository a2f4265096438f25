#include "bake/pool_baker.h"

#include <catch2/catch.hpp>

#include "support/configs.h"
#include "support/healths.h"

using namespace rota;
using namespace rota::test;
using config::AllDown;

namespace {

// A configuration and its targets, to be baked with this health and that.
struct Bench {
  explicit Bench(std::vector<config::PoolConfig> pools)
      : config(test::config_of(std::move(pools))),
        targets(health::list_targets(*config)),
        policies(bake::read_policies(*config)) {}

  std::vector<bake::BakedMenu> bake(const health::TargetHealths& health) {
    return bake::bake_pool({*config, PoolId{0}, targets, health, policies}, memory);
  }

  std::shared_ptr<config::Config> config;
  health::TargetList targets;
  bake::Policies policies;
  bake::PoolMemory memory;
};

dns::RecordSet set_of(const bake::BakedMenu& baked, std::size_t line = 0) {
  const auto& form = baked.menu.lines.at(line);
  return dns::ready_set(baked.type, form.count, form.record_size, form.records);
}

// The last octets of the addresses on a line: who is named, in order.
std::vector<int> named(const bake::BakedMenu& baked, std::size_t line = 0) {
  std::vector<int> out;
  for (const Bytes rdata : set_of(baked, line)) out.push_back(rdata.back());
  return out;
}

std::uint32_t ttl(const bake::BakedMenu& baked) { return set_of(baked).ttl; }

config::PoolConfig two_members() {
  return test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2")});
}

}  // namespace

TEST_CASE("a pool answers its fit members with the long TTL while all is steady") {
  Bench bench({two_members()});
  const auto menus = bench.bake({is_up, is_up});
  REQUIRE(menus.size() == 2);
  CHECK(menus[1].type == dns::Type::aaaa);
  CHECK(menus[1].menu.lines.empty());
  CHECK(named(menus[0]) == std::vector<int>{1, 2});
  CHECK(ttl(menus[0]) == 30);
  CHECK(menus[0].menu.lines[0].record_size == 16);
}

TEST_CASE("P-92 the TTL is short while any target is in doubt") {
  Bench bench({two_members()});
  CHECK(ttl(bench.bake({is_up, is_failing})[0]) == 5);
  CHECK(ttl(bench.bake({is_up, is_down})[0]) == 30);  // down for good is steady
}

TEST_CASE("all_down = all names everybody with the short TTL") {
  Bench bench({two_members()});
  const auto menus = bench.bake({is_down, is_down});
  CHECK(named(menus[0]) == std::vector<int>{1, 2});
  CHECK(ttl(menus[0]) == 5);
}

TEST_CASE("all_down = nodata leaves nothing to name, servfail says so") {
  auto config = two_members();
  config.all_down = AllDown::nodata;
  Bench quiet({config});
  const auto menus = quiet.bake({is_down, is_down});
  CHECK(menus[0].menu.lines.empty());
  CHECK(menus[0].menu.empty == snapshot::Empty::nodata);
  CHECK(menus[0].menu.negative_ttl == 5);
  config.all_down = AllDown::servfail;
  config.ttl.min = 2;
  Bench loud({config});
  CHECK(loud.bake({is_down, is_down})[0].menu.empty == snapshot::Empty::servfail);
  CHECK(loud.bake({is_down, is_down})[0].menu.negative_ttl == 2);
  CHECK(loud.bake({is_down, is_up})[0].menu.empty == snapshot::Empty::nodata);
}

TEST_CASE("a fallback pool answers as it does by itself") {
  auto config = two_members();
  config.all_down = AllDown::fallback;
  config.fallback = PoolId{1};
  auto sorry = test::pool("sorry", {test::member("192.0.2.8"), test::member("192.0.2.9")}, {});
  sorry.ttl = {20, 3};
  Bench bench({config, sorry});
  CHECK(named(bench.bake({is_down, is_down, is_down, is_up})[0]) == std::vector<int>{9});
  CHECK(ttl(bench.bake({is_down, is_down, is_down, is_up})[0]) == 5);
  CHECK(ttl(bench.bake({is_down, is_down, is_failing, is_up})[0]) == 3);
  CHECK(named(bench.bake({is_down, is_down, is_down, is_down})[0]) == std::vector<int>{8, 9});
  CHECK(named(bench.bake({is_up, is_down, is_down, is_down})[0]) == std::vector<int>{1});
  CHECK(bench.bake({is_down, is_down, is_down, is_up})[0].by == PoolId{1});
  sorry.all_down = AllDown::servfail;
  const auto silent = Bench({config, sorry}).bake({is_down, is_down, is_down, is_down});
  CHECK(silent[0].menu.lines.empty());
  CHECK(silent[0].menu.empty == snapshot::Empty::servfail);
  CHECK(silent[0].menu.negative_ttl == 3);
}

TEST_CASE("all_down = last_good names whom it named last") {
  auto config = two_members();
  config.all_down = AllDown::last_good;
  Bench bench({config});
  CHECK(named(bench.bake({is_down, is_down})[0]) == std::vector<int>{1, 2});  // nothing to remember yet
  bench.bake({is_up, is_up});
  bench.bake({is_down, is_up});
  CHECK(named(bench.bake({is_down, is_down})[0]) == std::vector<int>{2});
}

TEST_CASE(
    "a family without an eligible member answers without data, whatever the rule, until both are down") {
  const AllDown rule =
      GENERATE(AllDown::all, AllDown::last_good, AllDown::servfail, AllDown::nodata, AllDown::fallback);
  auto both = test::member("192.0.2.1");
  both.v6 = parse_address("2001:db8::1");
  auto config = test::pool("web", {both});
  config.all_down = rule;
  if (rule == AllDown::fallback) config.fallback = PoolId{1};
  Bench bench({config, test::pool("sorry", {test::member("192.0.2.9")}, {})});
  for (const bool v4_is_up : {true, false}) {
    const auto menus = v4_is_up ? bench.bake({is_up, is_down, is_up}) : bench.bake({is_down, is_up, is_up});
    const auto& dead = menus[v4_is_up ? 1 : 0];
    CHECK(menus[v4_is_up ? 0 : 1].menu.lines.size() == 1);
    CHECK(dead.menu.lines.empty());
    CHECK(dead.menu.empty == snapshot::Empty::nodata);
    CHECK(dead.menu.negative_ttl == 5);
    CHECK(bench.memory.outage.down == bake::DownFamilies{.v4 = !v4_is_up, .v6 = v4_is_up, .all = false});
  }
  const auto menus = bench.bake({is_down, is_down, is_up});
  CHECK(bench.memory.outage.down == bake::DownFamilies{.v4 = true, .v6 = true, .all = true});
  const bool names_own = rule == AllDown::all || rule == AllDown::last_good;
  CHECK(menus[0].menu.lines.size() == (names_own || rule == AllDown::fallback ? 1U : 0U));
  CHECK(menus[1].menu.lines.size() == (names_own ? 1U : 0U));
  if (rule == AllDown::servfail) CHECK(menus[0].menu.empty == snapshot::Empty::servfail);
}

TEST_CASE("last_good remembers each family, also where one went down before the other") {
  auto first = test::member("192.0.2.1");
  auto second = test::member("192.0.2.2");
  first.v6 = parse_address("2001:db8::1");
  second.v6 = parse_address("2001:db8::2");
  auto config = test::pool("web", {first, second});
  config.all_down = AllDown::last_good;
  Bench bench({config});
  const auto target = [&](const char* address) {
    const auto at = parse_address(address);
    const auto& targets = bench.targets.targets;
    return targets.id_of(*std::ranges::find(targets, *at, &health::Target::address));
  };
  health::TargetHealths health(4, is_up);
  bench.bake(health);
  health[target("192.0.2.1")] = is_down;
  bench.bake(health);
  health[target("192.0.2.2")] = is_down;
  bench.bake(health);
  health[target("2001:db8::2")] = is_down;
  bench.bake(health);
  health[target("2001:db8::1")] = is_down;
  const auto menus = bench.bake(health);
  CHECK(named(menus[0]) == std::vector<int>{2});
  CHECK(named(menus[1]) == std::vector<int>{1});
}

TEST_CASE("a CNAME pool gives one record an answer, whatever is asked for") {
  auto config = test::pool("cdn", {test::target_member("a.cdn.net."), test::target_member("b.cdn.net.")});
  config.kind = config::PoolKind::cname;
  config.checks.clear();
  config.answers = 2;
  Bench bench({config});
  const auto menus = bench.bake({});
  REQUIRE(menus[0].menu.lines.size() == 2);
  CHECK(menus[0].menu.lines[0].count == 1);
  CHECK(menus[0].type == dns::Type::cname);
}

TEST_CASE("an SRV record carries the member's priority, weight, port and target") {
  auto member = test::target_member("a.lb.example.", 8080);
  member.priority = 10;
  member.weight = 7;
  auto config = test::pool("srv", {member});
  config.kind = config::PoolKind::srv;
  config.checks.clear();
  Bench bench({config});
  const auto menus = bench.bake({});
  const auto set = set_of(menus[0]);
  const Bytes rdata = set.first();
  CHECK(load16(rdata.data()) == 10);
  CHECK(load16(rdata.data() + 2) == 7);
  CHECK(load16(rdata.data() + 4) == 8080);
  CHECK(dns::text(rdata.subspan(6)) == "a.lb.example.");
}

TEST_CASE("the largest answer is that of all members") { CHECK(bake::largest_answer(two_members()) == 32); }

TEST_CASE("the largest answer is that of the largest members, those that are out or in reserve included") {
  auto pool =
      test::pool("srv", {test::target_member("a.lb.example.", 80), test::target_member("bb.lb.example.", 80),
                         test::target_member("ccc.lb.example.", 80)});
  pool.kind = config::PoolKind::srv;
  pool.policy = "weighted";
  pool.answers = 2;
  const std::size_t all = bake::largest_answer(pool);
  CHECK(all == (12 + 6 + 15) + (12 + 6 + 16));
  pool.members[MemberId{1}].admin = config::Admin::drain;
  pool.members[MemberId{2}].weight = 0;
  CHECK(bake::largest_answer(pool) == all);
}
