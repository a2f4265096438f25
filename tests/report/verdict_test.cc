#include "report/verdict.h"

#include <catch2/catch.hpp>

#include "support/baked.h"

using namespace rota;
using namespace rota::report;
using Texts = std::vector<std::string>;

namespace {

config::PoolConfig pool_of(const std::string& name, const std::string& first, const std::string& second) {
  return test::pool(name, {test::member(first), test::member(second)}, {name + ".lb.example."});
}

// A running world, and what is judged of it. Targets are numbered as their members stand.
struct Judged {
  explicit Judged(std::vector<config::PoolConfig> pools) : world(test::world_of(std::move(pools), slots)) {
    view.config = world->shared_config();
    view.targets = world->shared_targets();
    view.statuses.resize(view.targets->targets.size());
  }

  void kill(const std::vector<std::uint32_t>& targets) {
    for (const std::uint32_t target : targets) world->update(TargetId{target}, test::is_down);
    world->rebake();
  }
  ServerVerdict verdict() const {
    IdVector<PoolId, PoolVerdict> pools;
    for (const PoolId pool : view.config->pools.ids()) pools.push_back(verdict_of(world->report(pool)));
    return judge(view, *world->snapshot()->zones, pools);
  }

  bake::Slots slots;
  std::unique_ptr<bake::World> world;
  operate::View view;
};

}  // namespace

TEST_CASE("a server is healthy where each pool is, and says nothing more") {
  const Judged it({pool_of("web", "192.0.2.1", "192.0.2.2")});
  CHECK(it.verdict().level == Level::healthy);
  CHECK(it.verdict().problems.empty());
}

TEST_CASE("a pool that lacks a member makes a server degraded, one that lacks all of them critical") {
  Judged it({pool_of("web", "192.0.2.1", "192.0.2.2")});
  it.kill({0});
  CHECK(it.verdict().level == Level::degraded);
  CHECK(it.verdict().problems == Texts{"pool lb.example:web is degraded: 1 of 2 members are healthy"});
  it.kill({1});
  CHECK(it.verdict().level == Level::critical);
  CHECK(it.verdict().problems == Texts{"pool lb.example:web is down: 0 of 2 members are healthy"});
}

TEST_CASE("where address families differ a problem tells each, and which questions get no data") {
  auto web = pool_of("web", "192.0.2.1", "192.0.2.2");
  web.members[MemberId{0}].v6 = parse_address("2001:db8::1");
  web.members[MemberId{1}].v6 = parse_address("2001:db8::2");
  Judged it({web});
  it.kill({1});
  CHECK(it.verdict().problems ==
        Texts{"pool lb.example:web is degraded: IPv4 2 of 2, IPv6 1 of 2 members are healthy"});
  it.kill({3});
  CHECK(it.verdict().level == Level::degraded);
  CHECK(it.verdict().problems ==
        Texts{"pool lb.example:web is degraded: IPv4 2 of 2, IPv6 0 of 2 members are "
              "healthy; AAAA questions get no data"});
}

TEST_CASE("a member that the operator took out is missed by nobody") {
  auto web = pool_of("web", "192.0.2.1", "192.0.2.2");
  web.members[MemberId{0}].admin = config::Admin::drain;
  CHECK(Judged({web}).verdict().level == Level::healthy);
}

TEST_CASE("a pool that is served from its fallback pool makes a server degraded, until that is down too") {
  auto web = pool_of("web", "192.0.2.1", "192.0.2.2");
  web.fallback = PoolId{1};
  web.all_down = config::AllDown::fallback;
  Judged it({web, pool_of("dr", "192.0.2.3", "192.0.2.4")});
  it.kill({0, 1});
  CHECK(it.verdict().level == Level::degraded);
  CHECK(it.verdict().problems == Texts{"pool lb.example:web is down: serving from pool dr"});
  it.kill({2, 3});
  CHECK(it.verdict().level == Level::critical);
  CHECK(it.verdict().problems.front() == "pool lb.example:dr is down: 0 of 2 members are healthy");
}

TEST_CASE("the worst comes first, and of very many the first ten are named") {
  std::vector<config::PoolConfig> pools;
  std::vector<std::uint32_t> all;
  for (int i = 0; i < 13; ++i) {
    const std::string tens = "192.0.2." + std::to_string(10 + 2 * i), name = "p" + std::to_string(i);
    pools.push_back(pool_of(name, tens, "192.0.2." + std::to_string(11 + 2 * i)));
  }
  Judged it(pools);
  it.kill({0});
  for (std::uint32_t target = 2; target < 26; ++target) all.push_back(target);
  it.kill(all);
  const auto verdict = it.verdict();
  REQUIRE(verdict.problems.size() == 12);
  CHECK(verdict.problems.front() == "pool lb.example:p1 is down: 0 of 2 members are healthy");
  CHECK(verdict.problems[10] == "2 more pools are down");
  CHECK(verdict.problems.back() == "pool lb.example:p0 is degraded: 1 of 2 members are healthy");
}

TEST_CASE("errors of the last reload, zones kept in an earlier version and blindness are problems") {
  Judged it({pool_of("web", "192.0.2.1", "192.0.2.2")});
  it.view.reload.ok = false;
  CHECK(it.verdict().problems == Texts{"the last reload found errors"});
  it.view.reload.mistakes = {{Severity::error, {}, "unknown key \"wieght\""}};
  CHECK(it.verdict().problems.front().ends_with("unknown key \"wieght\""));
  it.view.reload.ok = true;
  auto config = std::make_shared<config::Config>(*it.view.config);
  config->zones[ZoneId{0}].kept_from = WallTime{};
  it.view.config = config;
  CHECK(it.verdict().problems ==
        Texts{"zone lb.example has errors; its version loaded at 1970-01-01T00:00:00.000Z is served"});
  it.view.blindness = {{.family = Family::v4}};
  CHECK(it.verdict().problems.size() == 2);
  CHECK(it.verdict().level == Level::degraded);
}

TEST_CASE("a certificate that expires soon makes a server degraded") {
  Judged it({pool_of("web", "192.0.2.1", "192.0.2.2")});
  it.view.at = WallTime(seconds(1'700'000'000));
  it.view.statuses[TargetId{1}].certificate_expires = it.view.at + std::chrono::hours(14 * 24);
  CHECK(it.verdict().level == Level::healthy);
  it.view.at += seconds(1);
  CHECK(it.verdict().level == Level::degraded);
  CHECK(it.verdict().problems ==
        Texts{"member lb.example:web/192.0.2.2 (IPv4 192.0.2.2): certificate expires in 13 "
              "days (2023-11-28T22:13:20.000Z)"});
}

TEST_CASE("a broken zone makes a server critical, and its pools broken") {
  auto config = test::config_of({pool_of("web", "192.0.2.1", "192.0.2.2")});
  config->zones[ZoneId{0}].records.reset();
  config->pools[PoolId{0}].members = {};
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  bake::Slots slots;
  const bake::World world(config, targets, {}, slots, test::some_counts());
  const PoolVerdict pool = verdict_of(world.report(PoolId{0}));
  CHECK(pool.state == PoolState::broken);
  operate::View view;
  view.config = world.shared_config();
  const auto verdict = judge(view, *world.snapshot()->zones, {pool});
  CHECK(verdict.level == Level::critical);
  CHECK(verdict.problems == Texts{"zone lb.example has errors and answers SERVFAIL"});
}
