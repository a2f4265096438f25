#include "report/preview.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::report;
using Texts = std::vector<std::string>;

namespace {

const char* const three = R"(
[pool.web]
names = "www"
policy = "weighted"
all_down = "fallback"
fallback = "dr"
members = [
  { name = "ams", address = "192.0.2.1", weight = 1 },
  { name = "fra", address = ["192.0.2.2", "2001:db8::2"], weight = 6 },
  { name = "lon", address = "192.0.2.3", weight = 3 }]
[pool.dr]
names = "dr"
members = [{ name = "d1", address = "192.0.2.9" }]
)";

struct World : Explaining {
  explicit World(const std::string& toml = three) : Explaining(toml) {
    view.config = config;
    view.targets = targets;
    view.statuses = statuses;
  }

  static void say(health::OverrideRows& rows, const std::string& pool, const std::string& member,
                  config::Admin admin) {
    rows.set({.of = {"example", pool, member}, .admin = admin});
  }
  void drain(const std::string& pool, const Texts& members) {
    for (const std::string& member : members) say(next, pool, member, config::Admin::drain);
  }
  std::vector<PoolEffect> effects() const { return preview(view, next); }
  Texts texts() const {
    Texts out;
    for (const PoolEffect& effect : effects()) out.push_back(effect.text);
    return out;
  }
  bool empties() const {
    return std::ranges::any_of(effects(), [](const PoolEffect& effect) { return effect.empties; });
  }

  operate::View view;
  health::OverrideRows next;
};

}  // namespace

TEST_CASE("a preview says how many members are left, and whose share of the answers grows") {
  World world;
  world.drain("web", {"lon"});
  CHECK(world.texts() ==
        Texts{"pool example:web: 2 of 3 members left; fra 80.0 % -> 92.9 %, ams 5.0 % -> 7.1 % "
              "of answers"});
  CHECK_FALSE(world.empties());
}

TEST_CASE("a preview judges all changes together") {
  World world;
  world.drain("web", {"ams", "fra"});
  CHECK(world.empties());  // of AAAA
  CHECK(world.texts() ==
        Texts{"pool example:web: 1 of 3 members left; no member left for AAAA: such questions get "
              "no data; lon 15.0 % -> 100.0 % of answers"});
  world.drain("web", {"lon"});
  CHECK(world.texts() ==
        Texts{"pool example:web: no member is eligible; applying all_down = \"fallback\" (pool \"dr\")"});
}

TEST_CASE(
    "a preview tells of a fallback pool that has nobody either, and of pools that are served from one") {
  World world;
  World::say(world.view.overrides, "dr", "d1", config::Admin::drain);
  world.next = world.view.overrides;
  world.drain("web", {"ams", "fra", "lon"});
  CHECK(world.empties());
  CHECK(world.texts().front() ==
        "pool example:web: no member is eligible; applying all_down = \"fallback\" (pool "
        "\"dr\"); no member of pool \"dr\" is eligible; applying all_down = \"all\": every "
        "member but those that the operator took out");

  World served;
  for (const char* member : {"ams", "fra", "lon"})
    World::say(served.view.overrides, "web", member, config::Admin::drain);
  served.next = served.view.overrides;
  served.drain("dr", {"d1"});
  CHECK(served.empties());
  CHECK(served.texts().size() == 2);  // of web, which builds on it, too
}

TEST_CASE("a preview says nothing of pools that answer as before") {
  World world;
  world.drain("dr", {"d1"});  // web has a fallback, but does not need it
  CHECK(world.texts().size() == 1);
  World same;
  same.next = same.view.overrides;
  CHECK(same.texts().empty());
}

TEST_CASE("a member that comes back is told as one more that is eligible") {
  World world;
  World::say(world.view.overrides, "web", "fra", config::Admin::drain);
  CHECK(world.texts() == Texts{"pool example:web: 3 of 3 members eligible; fra 0.0 % -> 80.0 % of answers"});
}

TEST_CASE("a drain of the last one that answers though it is down empties a pool") {
  World world("[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nmembers = [\"192.0.2.1\"]\n");
  world.find(0, test::is_down, "refused");
  world.view.statuses = world.statuses;
  world.drain("web", {"192.0.2.1"});
  CHECK(world.empties());
}
