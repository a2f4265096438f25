#include "api/pool_rows.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::api;
using health::State;
using report::PoolState;
using Pools = std::vector<PoolId>;

namespace {

const std::string pools =
    "[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n"
    "[pool.other]\nnames = \"other\"\ncheck = \"shared\"\nmembers = [\"192.0.2.2\", \"192.0.2.3\"]\n"
    "[pool.plain]\nnames = \"plain\"\nmembers = [\"192.0.2.4\"]\n";

// Views of one configuration, as time goes by.
struct Fixture {
  explicit Fixture(const std::string& more = {}) : world(pools + more) {
    view.config = world.config;
    view.targets = world.targets;
    view.statuses.resize(world.targets->targets.size());
    for (auto& status : view.statuses) status.health = {.state = State::up, .fit = true, .in_doubt = false};
  }

  const PoolRow& row(const std::string& pool) {
    rows.update(std::make_shared<const operate::View>(view));
    return rows.rows()[id(pool)];
  }
  report::PoolVerdict verdict(const std::string& pool) {
    row(pool);
    return rows.verdicts()[id(pool)];
  }
  PoolId id(const std::string& pool) const { return config::find_pool(*world.config, pool).value(); }
  void kill(const std::string& address) {
    for (const TargetId id : view.statuses.ids())
      if (world.targets->targets[id].address.text() == address)
        view.statuses[id].health = {.state = State::down, .fit = false, .in_doubt = false};
  }

  report::Explaining world;
  operate::View view;
  PoolRows rows;
};

}  // namespace

TEST_CASE("a pool is told anew when the one that it falls back on moves") {
  Fixture f(
      "[pool.front]\nnames = \"front\"\nmembers = [{ address = \"192.0.2.9\", admin = \"down\" }]\n"
      "fallback = \"web\"\n");
  CHECK(f.row("front").json.find(R"("serving_from":"web","ttl":5)") != std::string::npos);
  f.rows.take_moved();
  f.kill("192.0.2.1");
  f.row("front");
  CHECK(std::ranges::count(f.rows.take_moved(), f.id("front")) == 1);
}

TEST_CASE("a pool is healthy, degraded or down by its members") {
  Fixture f;
  CHECK(f.verdict("web").state == PoolState::healthy);
  f.kill("192.0.2.1");
  CHECK(f.verdict("web").state == PoolState::degraded);
  CHECK(f.verdict("web").healthy == 1);
  CHECK(f.verdict("web").total == 2);
  f.kill("192.0.2.2");
  CHECK(f.verdict("web").state == PoolState::down);
  CHECK(f.verdict("other").state == PoolState::degraded);
  CHECK(f.rows.count(PoolState::healthy) == 1);
  CHECK(f.rows.members().down == 3);
  CHECK(f.rows.members().up == 2);
  CHECK(f.rows.members().total == 5);
}

TEST_CASE("pools that moved are told once, and only those") {
  Fixture f;
  f.row("web");
  CHECK(f.rows.take_moved().empty());
  f.kill("192.0.2.1");
  f.row("web");
  CHECK(f.rows.take_moved() == Pools{f.id("web")});
  CHECK(f.rows.take_moved().empty());
  f.kill("192.0.2.2");
  f.row("web");
  Pools both{f.id("web"), f.id("other")};
  std::sort(both.begin(), both.end());
  CHECK(f.rows.take_moved() == both);
}

TEST_CASE("a word of the operator moves its pool, and so does taking it back") {
  Fixture f;
  f.row("web");
  health::Override said;
  said.of = {"example", "other", "192.0.2.3"};
  said.admin = config::Admin::drain;
  f.view.overrides.set(said);
  CHECK(f.verdict("other").healthy == 1);
  CHECK(f.rows.members().drain == 1);
  CHECK(f.rows.take_moved() == Pools{f.id("other")});
  f.view.overrides.clear(said.of);
  CHECK(f.verdict("other").healthy == 2);
  CHECK(f.rows.take_moved() == Pools{f.id("other")});
}
