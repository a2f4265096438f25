#include "bake/baker.h"

#include <catch2/catch.hpp>

#include "support/baked.h"

using namespace rota;
using namespace rota::test;

namespace {

config::PoolConfig pool(const std::string& label, const std::string& first, const std::string& second) {
  return test::pool(label, {test::member(first), test::member(second)}, {label + ".lb.example."});
}

std::uint32_t slot_of(const snapshot::Snapshot& snapshot, const std::string& owner) {
  return snapshot.zones->find(test::name(owner), dns::Type::a).node->find(dns::Type::a)->slot;
}

}  // namespace

TEST_CASE("a change of health bakes only the pools it touches and shares the rest") {
  bake::Slots slots;
  const auto world = world_of({pool("a", "192.0.2.1", "192.0.2.2"), pool("b", "192.0.2.2", "192.0.2.3"),
                               pool("c", "192.0.2.4", "192.0.2.5")},
                              slots);
  const auto before = world->snapshot();
  CHECK(world->update(0, is_down));
  const auto after = world->rebake();
  CHECK(after->zones == before->zones);
  CHECK(after->pools[0] != before->pools[0]);
  CHECK(after->pools[1] == before->pools[1]);
  CHECK(after->pools[2] == before->pools[2]);
  CHECK(after->pools[0]->menus[0].lines[0].count == 1);
}

TEST_CASE("a target that two pools share touches both") {
  bake::Slots slots;
  const auto world =
      world_of({pool("a", "192.0.2.1", "192.0.2.2"), pool("b", "192.0.2.2", "192.0.2.3")}, slots);
  REQUIRE(world->targets().targets.size() == 3);
  const auto before = world->snapshot();
  world->update(1, is_down);
  const auto after = world->rebake();
  CHECK(after->pools[0] != before->pools[0]);
  CHECK(after->pools[1] != before->pools[1]);
}

TEST_CASE("without a change the snapshot stays the same") {
  bake::Slots slots;
  const auto world = world_of({pool("a", "192.0.2.1", "192.0.2.2")}, slots);
  CHECK_FALSE(world->update(0, is_up));
  CHECK_FALSE(world->update(99, is_down));
  CHECK(world->rebake() == world->snapshot());
}

TEST_CASE("slots are kept across reloads, also when pools move in the file") {
  bake::Slots slots;
  const auto first =
      world_of({pool("a", "192.0.2.1", "192.0.2.2"), pool("b", "192.0.2.3", "192.0.2.4")}, slots);
  slots.retire(1);
  const auto second = world_of({pool("b", "192.0.2.3", "192.0.2.4"), pool("c", "192.0.2.5", "192.0.2.6"),
                                pool("a", "192.0.2.1", "192.0.2.2")},
                               slots);
  for (const std::string owner : {"a.lb.example.", "b.lb.example."})
    CHECK(slot_of(*first->snapshot(), owner) == slot_of(*second->snapshot(), owner));
  CHECK(slot_of(*second->snapshot(), "c.lb.example.") >= 4);
}

TEST_CASE("whom a pool last named is remembered over a reload") {
  auto config = pool("a", "192.0.2.1", "192.0.2.2");
  config.all_down = config::AllDown::last_good;
  bake::Slots slots;
  const auto first = world_of({config}, slots);
  first->update(0, is_down);
  first->rebake();
  auto second_config = test::config_of({config});
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*second_config));
  bake::World second(second_config, targets, {is_down, is_down}, slots);
  CHECK(second.snapshot()->pools[0]->menus[0].lines[0].count == 2);
  second.remember(*first);
  const auto menu = &second.rebake()->pools[0]->menus[0];
  CHECK(menu->lines[0].count == 1);
  CHECK(menu->bytes.back() == 2);
}

TEST_CASE("a zone without records is broken, its neighbours serve") {
  auto config = test::config_of({});
  config->zones.push_back({test::name("broken.example."), nullptr, {}});
  bake::Slots slots;
  const bake::World world(config, std::make_shared<const health::TargetList>(health::list_targets(*config)),
                          {}, slots);
  const snapshot::Zones& zones = *world.snapshot()->zones;
  CHECK(zones.find(test::name("x.broken.example."), dns::Type::a).place == snapshot::Place::broken);
  CHECK(zones.find(test::name("lb.example."), dns::Type::a).place == snapshot::Place::hit);
}
