#include "bake/baker.h"

#include <catch2/catch.hpp>

#include "support/baked.h"

using namespace rota;
using namespace rota::test;

namespace {

config::PoolConfig pool(const std::string& label, const std::string& first, const std::string& second) {
  return test::pool(label, {test::member(first), test::member(second)}, {label + ".lb.example."});
}

TurnId turn_of(const snapshot::Snapshot& snapshot, const std::string& owner) {
  const dns::Name key = test::name(owner);
  return snapshot.image->find(dns::hash(key), key, dns::Type::a)->turn;
}

}  // namespace

TEST_CASE("a change of health swaps the menus of the pools it touches, within the snapshot") {
  bake::Slots slots;
  const auto world = world_of({pool("a", "192.0.2.1", "192.0.2.2"), pool("b", "192.0.2.2", "192.0.2.3"),
                               pool("c", "192.0.2.4", "192.0.2.5")},
                              slots);
  const auto before = world->snapshot();
  CHECK(world->update(TargetId{0}, is_down));
  CHECK(world->rebake());
  CHECK(world->snapshot() == before);
  CHECK(members_at(*before, "a.lb.example.") == 1);
  CHECK(members_at(*before, "b.lb.example.") == 2);
  CHECK(members_at(*before, "c.lb.example.") == 2);
}

TEST_CASE("a target that two pools share touches both") {
  bake::Slots slots;
  const auto world =
      world_of({pool("a", "192.0.2.1", "192.0.2.2"), pool("b", "192.0.2.2", "192.0.2.3")}, slots);
  REQUIRE(world->targets().targets.size() == 3);
  world->update(TargetId{1}, is_down);
  world->rebake();
  CHECK(members_at(*world->snapshot(), "a.lb.example.") == 1);
  CHECK(members_at(*world->snapshot(), "b.lb.example.") == 1);
}

TEST_CASE("a world reports what its pools answer, and remembers the last good ones in it") {
  bake::Slots slots;
  auto config = pool("a", "192.0.2.1", "192.0.2.2");
  config.all_down = config::AllDown::last_good;
  const auto world = world_of({config}, slots);
  world->update(TargetId{0}, is_down);
  world->rebake();
  CHECK(world->report(PoolId{0}).members[MemberId{1}].share == 1);
  world->update(TargetId{1}, is_down);
  world->rebake();
  CHECK(world->report(PoolId{0}).all_down);
  CHECK_FALSE(world->report(PoolId{0}).members[MemberId{0}].serving);
  CHECK(world->report(PoolId{0}).members[MemberId{1}].share == 1);
}

TEST_CASE("without a change there is nothing to publish") {
  bake::Slots slots;
  const auto world = world_of({pool("a", "192.0.2.1", "192.0.2.2")}, slots);
  CHECK_FALSE(world->update(TargetId{0}, is_up));
  CHECK_FALSE(world->update(TargetId{99}, is_down));
  CHECK_FALSE(world->rebake());
}

TEST_CASE("a menu that was replaced is written over only when all readers have moved on") {
  bake::Slots slots;
  const auto world = world_of({pool("a", "192.0.2.1", "192.0.2.2")}, slots);
  const snapshot::Menu both = menu_of(*world->snapshot(), "a.lb.example.");
  world->update(TargetId{0}, is_down);
  world->rebake();
  world->settle(2, 1);  // a reader of edition 1 may still be copying from it
  world->update(TargetId{0}, is_up);
  world->rebake();
  CHECK(menu_of(*world->snapshot(), "a.lb.example.").form(0).turned(0).data() !=
        both.form(0).turned(0).data());
  world->settle(3, 3);
  world->update(TargetId{0}, is_down);
  world->update(TargetId{1}, is_down);
  world->rebake();  // all_down = all: as large as the first, which is free by now
  CHECK(menu_of(*world->snapshot(), "a.lb.example.").form(0).turned(0).data() ==
        both.form(0).turned(0).data());
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
    CHECK(turn_of(*first->snapshot(), owner) == turn_of(*second->snapshot(), owner));
  CHECK(turn_of(*second->snapshot(), "c.lb.example.") >= TurnId{4});
}

TEST_CASE("whom a pool last named is remembered over a reload") {
  auto config = pool("a", "192.0.2.1", "192.0.2.2");
  config.all_down = config::AllDown::last_good;
  bake::Slots slots;
  const auto first = world_of({config}, slots);
  first->update(TargetId{0}, is_down);
  first->rebake();
  auto second_config = test::config_of({config});
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*second_config));
  bake::World second(second_config, targets, {is_down, is_down}, slots, some_counts());
  CHECK(members_at(*second.snapshot(), "a.lb.example.") == 2);
  second.remember(*first);
  CHECK(second.rebake());
  CHECK(members_at(*second.snapshot(), "a.lb.example.") == 1);
  CHECK(menu_of(*second.snapshot(), "a.lb.example.").form(0).turned(0).back() == 2);
}

TEST_CASE("a zone without records is broken, its neighbours serve") {
  auto config = test::config_of({});
  config->zones.push_back({test::name("broken.example."), nullptr, {}});
  bake::Slots slots;
  const bake::World world(config, std::make_shared<const health::TargetList>(health::list_targets(*config)),
                          {}, slots, some_counts());
  const snapshot::Zones& zones = *world.snapshot()->zones;
  CHECK(zones.find(test::name("x.broken.example."), dns::Type::a).match == snapshot::Match::broken);
  CHECK(zones.find(test::name("lb.example."), dns::Type::a).match == snapshot::Match::hit);
}

TEST_CASE("only what the whole walk would come to is listed") {
  auto web = test::pool("web", {test::member("192.0.2.1")},
                        {"www.lb.example.", "*.any.lb.example.", "x.sub.lb.example."});
  auto below = test::pool("below", {test::member("192.0.2.2")}, {"www.zone.lb.example."});
  auto config = test::config_of({web, below});
  auto records = test::apex_records();
  test::add_owner(*records, "sub.lb.example.", {{dns::Type::ns, test::wire("ns.x.")}});
  config->zones[ZoneId{0}].records = records;
  config->zones.push_back({test::name("zone.lb.example."), nullptr, {}});  // broken, and deeper
  bake::Slots slots;
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  const bake::World world(config, targets, health::TargetHealths(targets->targets.size(), is_up), slots,
                          some_counts());
  const snapshot::Snapshot& snapshot = *world.snapshot();
  CHECK(members_at(snapshot, "www.lb.example.") == 1);
  for (const std::string owner : {"*.any.lb.example.", "x.sub.lb.example.", "www.zone.lb.example."})
    CHECK_THROWS(menu_of(snapshot, owner));
  CHECK(menu_of(snapshot, "www.lb.example.", dns::Type::aaaa).lines() == 0);
}

TEST_CASE("the operator's word changes the pool it is of and those that fall back on it") {
  bake::Slots slots;
  auto web = pool("web", "192.0.2.1", "192.0.2.2");
  web.all_down = config::AllDown::fallback;
  web.fallback = PoolId{1};
  const auto world = world_of({web, pool("sorry", "192.0.2.3", "192.0.2.4")}, slots);
  world->update(TargetId{0}, is_down);
  world->update(TargetId{1}, is_down);
  CHECK(world->override_member({.of = {PoolId{1}, MemberId{0}}, .admin = config::Admin::drain}));
  CHECK(world->rebake());
  CHECK(members_at(*world->snapshot(), "web.lb.example.") == 1);
  CHECK(members_at(*world->snapshot(), "sorry.lb.example.") == 1);
  CHECK(world->override_member({.of = {PoolId{1}, MemberId{0}}}));
  CHECK(world->rebake());
  CHECK(members_at(*world->snapshot(), "web.lb.example.") == 2);
}

TEST_CASE("a world is baked with what the operator said from its first menu on") {
  bake::Slots slots;
  auto config = config_of({pool("web", "192.0.2.1", "192.0.2.2")});
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  const std::vector<bake::MemberOverride> said{
      {.of = {PoolId{0}, MemberId{1}}, .admin = config::Admin::maint}};
  bake::World world(config, targets, {is_up, is_up}, slots, some_counts(), said);
  CHECK(members_at(*world.snapshot(), "web.lb.example.") == 1);
  CHECK_FALSE(world.override_members(said));
  CHECK(world.override_members({}));
  CHECK(world.rebake());
  CHECK(members_at(*world.snapshot(), "web.lb.example.") == 2);
}

TEST_CASE("a flip two fallbacks down reaches whoever answers from there") {
  bake::Slots slots;
  auto web = pool("web", "192.0.2.1", "192.0.2.2");
  auto dr = pool("dr", "192.0.2.3", "192.0.2.4");
  web.all_down = dr.all_down = config::AllDown::fallback;
  web.fallback = PoolId{1};
  dr.fallback = PoolId{2};
  const auto world = world_of({web, dr, pool("sorry", "192.0.2.5", "192.0.2.6")}, slots);
  for (std::uint32_t target = 0; target < 4; ++target) world->update(TargetId{target}, is_down);
  world->rebake();
  CHECK(members_at(*world->snapshot(), "web.lb.example.") == 2);
  CHECK(world->update(TargetId{4}, is_down));
  CHECK(world->rebake());
  CHECK(members_at(*world->snapshot(), "web.lb.example.") == 1);
  CHECK(menu_of(*world->snapshot(), "web.lb.example.").form(0).turned(0).back() == 6);
  CHECK(world->report(PoolId{0}).chain == std::vector{PoolId{0}, PoolId{1}, PoolId{2}});
  CHECK(world->report(PoolId{0}).named == PoolId{2});
}

TEST_CASE("a fallback's last good members are remembered over a reload, for who falls back on it too") {
  auto web = pool("web", "192.0.2.1", "192.0.2.2");
  auto dr = pool("dr", "192.0.2.3", "192.0.2.4");
  web.all_down = config::AllDown::fallback;
  web.fallback = PoolId{1};
  dr.all_down = config::AllDown::last_good;
  bake::Slots slots;
  const auto first = world_of({web, dr}, slots);
  first->update(TargetId{2}, is_down);
  first->rebake();
  auto config = test::config_of({web, dr});
  auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  bake::World second(config, targets, health::TargetHealths(4, is_down), slots, some_counts());
  second.remember(*first);
  CHECK(second.rebake());
  CHECK(members_at(*second.snapshot(), "web.lb.example.") == 1);
  CHECK(menu_of(*second.snapshot(), "web.lb.example.").form(0).turned(0).back() == 4);
}
