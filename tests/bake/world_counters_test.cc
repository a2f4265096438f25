// Who was given, over flips, reloads and fallbacks.
#include "bake/world_counters.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/dice.h"
#include "support/baked.h"
#include "support/counters.h"

using namespace rota;
using namespace rota::test;

namespace {

struct Counted {
  explicit Counted(std::vector<config::PoolConfig> pools) : world(world_of(std::move(pools), slots, counts)) {
    settle();
  }

  // As the short way counts `replies` from a line, or the long way.
  void give(const std::string& owner, std::uint64_t replies, std::size_t line = 0) {
    counters.add(menu_of(*world->snapshot(), owner).counter(line) + stats::line_ready, replies);
  }
  void give_long(const std::string& owner, std::uint64_t replies, std::size_t line = 0) {
    other.add(menu_of(*world->snapshot(), owner).counter(line) + stats::line_long, replies);
  }
  void flip(std::uint32_t target, health::TargetHealth health) {
    world->update(TargetId{target}, health);
    world->rebake();
    settle();
  }
  void reload(std::vector<config::PoolConfig> pools) {
    counts.forget();
    auto next = world_of(std::move(pools), slots, counts);
    next->remember(*world);
    world = std::move(next);
    settle();
  }
  // Published, and every reader has moved on.
  void settle() {
    ++edition;
    world->settle(edition, edition);
  }
  std::vector<std::uint64_t> given(std::uint32_t pool = 0) const {
    std::vector<std::uint64_t> out;
    for (const stats::MemberTotals& member : world->totals(PoolId{pool}).members) out.push_back(member.given);
    return out;
  }

  stats::AllCounters all_counters;
  stats::ThreadCounters counters = all_counters.add(test::udp4);
  stats::ThreadCounters other = all_counters.add(test::tcp6);
  bake::Slots slots;
  stats::CountsByName counts{all_counters};
  std::uint64_t edition = 0;
  std::unique_ptr<bake::World> world;
};

config::PoolConfig pair(const std::string& label = "web") {
  return pool(label, {member("192.0.2.1"), member("192.0.2.2")}, {label + ".lb.example."});
}
config::PoolConfig weighted() {
  auto out = pool("web", {member("192.0.2.1", 1), member("192.0.2.2", 3)}, {"web.lb.example."});
  out.policy = "weighted";
  out.answers = 1;
  return out;
}

using Given = std::vector<std::uint64_t>;
constexpr std::uint32_t noerror = stats::slot_of(dns::Rcode::noerror);

}  // namespace

TEST_CASE("a reply names every member of its line") {
  Counted it({pair()});
  it.give("web.lb.example.", 5);
  it.give_long("web.lb.example.", 2);
  CHECK(it.given() == Given{7, 7});
  CHECK(it.world->totals(PoolId{0}).answers == 7);
  CHECK(it.given() == Given{7, 7});  // however often one looks
}

TEST_CASE("each line counts for its own members") {
  Counted it({weighted()});
  it.give("web.lb.example.", 1, 0);
  it.give("web.lb.example.", 3, 1);
  CHECK(it.given() == Given{1, 3});
  CHECK(it.world->totals(PoolId{0}).answers == 4);
}

TEST_CASE("short answers tell type, path and zone, and the long way counts those itself") {
  Counted it({pair()});
  it.give("web.lb.example.", 5);
  it.give_long("web.lb.example.", 2);
  const stats::Totals totals = it.world->totals();
  CHECK(totals.ready_a == stats::ByPath{5, 0, 0, 0});
  CHECK(totals.ready_aaaa == stats::ByPath{});
  CHECK(totals.zones[ZoneId{0}][noerror] == 5);
  const CounterId zone = it.world->snapshot()->zones->at(ZoneSlot{0}).first_counter();
  it.counters.add(zone + stats::zone_ready_aaaa, 10);
  it.counters.add(zone + stats::zone_counter_of(dns::Rcode::nxdomain), 3);
  it.other.add(zone + stats::zone_counter_of(dns::Rcode::noerror), 2);
  const stats::Totals later = it.world->totals();
  CHECK(later.ready_aaaa == stats::ByPath{10, 0, 0, 0});
  CHECK(later.zones[ZoneId{0}][noerror] == 17);
  CHECK(later.zones[ZoneId{0}][stats::slot_of(dns::Rcode::nxdomain)] == 3);
}

TEST_CASE("a flip loses nothing, also what is counted before all have seen it") {
  Counted it({pair()});
  const CounterId before = menu_of(*it.world->snapshot(), "web.lb.example.").counter(0);
  it.give("web.lb.example.", 10);
  it.world->update(TargetId{0}, is_down);
  it.world->rebake();
  it.counters.add(before, 1);  // by a thread that still answers from the old menu
  it.give("web.lb.example.", 100);
  CHECK(it.given() == Given{11, 111});
  it.world->settle(2, 1);
  it.counters.add(before, 1);
  CHECK(it.given() == Given{12, 112});
  it.counters.add(before, 1);
  it.world->settle(2, 2);
  CHECK(it.given() == Given{13, 113});
}

TEST_CASE("counters are used again, from zero, and only when nobody counts there any more") {
  Counted it({pair()});
  const CounterId before = menu_of(*it.world->snapshot(), "web.lb.example.").counter(0);
  it.give("web.lb.example.", 10);
  it.world->update(TargetId{0}, is_down);
  it.world->rebake();
  it.world->settle(2, 1);
  it.world->update(TargetId{0}, is_up);
  it.world->rebake();
  CHECK(menu_of(*it.world->snapshot(), "web.lb.example.").counter(0) != before);
  it.world->settle(3, 3);
  std::set<CounterId> taken;
  for (int i = 0; i < 3; ++i) taken.insert(it.all_counters.take());
  CHECK(taken.contains(before));
  CHECK(it.all_counters.total(before) == 0);
  CHECK(it.given() == Given{10, 10});
}

TEST_CASE("over many flips all_counters do not grow") {
  Counted it({pair()});
  for (int i = 0; i < 1000; ++i) it.flip(0, i % 2 == 0 ? is_down : is_up);
  CHECK(it.all_counters.most_blocks() < 10);
}

// As when the servers behind many weighted pools die one by one and come back: menus
// come in every number of lines, and each needs counters and room in the image.
TEST_CASE("10,000 random flips take at most twice the counters that were in use at once") {
  constexpr std::size_t pools = 12, members = 24;
  std::vector<config::PoolConfig> configured;
  for (std::size_t i = 0; i < pools; ++i) {
    std::vector<config::MemberConfig> own;
    for (std::size_t j = 0; j < members; ++j)
      own.push_back(member("192.0." + std::to_string(i) + "." + std::to_string(j + 1)));
    const std::string label = "p" + std::to_string(i);
    auto& one = configured.emplace_back(pool(label, std::move(own), {label + ".lb.example."}));
    one.policy = "weighted";
    one.answers = 1;
  }
  Counted it(std::move(configured));
  const std::size_t peak = it.all_counters.most_blocks();  // everybody is up: never are there more lines
  Dice dice(1);
  std::vector<bool> is_up_now(pools * members, true);
  for (int i = 0; i < 10'000; ++i) {
    const auto target = static_cast<std::uint32_t>(dice.roll() % is_up_now.size());
    is_up_now[target] = !is_up_now[target];
    it.flip(target, is_up_now[target] ? is_up : is_down);
  }
  CHECK(it.all_counters.most_blocks() <= 2 * peak);
}

TEST_CASE("a reload keeps the counts of whom it keeps, by name and not by place") {
  Counted it({pair("a"), pair("b")});
  it.give("a.lb.example.", 5);
  it.give("b.lb.example.", 7);
  auto b = pool("b", {member("192.0.2.3"), member("192.0.2.2"), member("192.0.2.1")}, {"b.lb.example."});
  it.reload({b, pair("a")});
  CHECK(it.given(0) == Given{0, 7, 7});
  CHECK(it.given(1) == Given{5, 5});
  CHECK(it.world->totals().zones[ZoneId{0}][noerror] == 12);
  CHECK(it.world->totals().ready_a[0] == 12);
}

TEST_CASE("what threads count of the world before, after the reload, is not lost") {
  Counted it({pair()});
  const CounterId before = menu_of(*it.world->snapshot(), "web.lb.example.").counter(0);
  auto next = world_of({pair()}, it.slots, it.counts);
  next->remember(*it.world);
  it.world = std::move(next);
  it.world->settle(2, 1);
  it.counters.add(before, 3);
  it.give("web.lb.example.", 1);
  CHECK(it.given() == Given{4, 4});
  it.counters.add(before, 1);
  it.world->settle(2, 2);
  CHECK(it.given() == Given{5, 5});
}

TEST_CASE("a pool that went and came back begins anew") {
  Counted it({pair("a"), pair("b")});
  it.give("b.lb.example.", 7);
  it.reload({pair("a")});
  it.reload({pair("a"), pair("b")});
  CHECK(it.given(1) == Given{0, 0});
  CHECK(it.world->totals().zones[ZoneId{0}][noerror] == 7);  // the zone has stayed
}

TEST_CASE("a world that is thrown away takes no counts and leaves its counters to others") {
  Counted it({pair()});
  it.give("web.lb.example.", 5);
  for (int i = 0; i < 100; ++i) world_of({pair(), pair("other")}, it.slots, it.counts);
  CHECK(it.given() == Given{5, 5});
  CHECK(it.all_counters.most_blocks() < 20);
}

TEST_CASE("answers from a fallback count for the pool, and for the members of the fallback") {
  auto web = pool("web", {member("192.0.2.1")}, {"web.lb.example."});
  web.all_down = config::AllDown::fallback;
  web.fallback = PoolId{1};
  auto sorry = pool("sorry", {member("192.0.2.2"), member("192.0.2.3")}, {});
  Counted it({web, sorry});
  it.flip(0, is_down);
  it.give("web.lb.example.", 6);
  CHECK(it.world->totals(PoolId{0}).answers == 6);
  CHECK(it.given(0) == Given{0});
  CHECK(it.world->totals(PoolId{1}).answers == 0);
  CHECK(it.given(1) == Given{6, 6});
}

TEST_CASE("the share of late is of the last samples, and of nobody without answers") {
  Counted it({weighted()});
  CHECK_FALSE(it.world->totals(PoolId{0}).members[MemberId{0}].share);
  it.give("web.lb.example.", 25, 0);
  it.give("web.lb.example.", 75, 1);
  CHECK(it.world->totals(PoolId{0}).members[MemberId{0}].share == 0.25);
  CHECK(it.world->totals(PoolId{0}).members[MemberId{1}].share == 0.75);
  for (std::size_t i = 0; i + 1 < stats::samples_kept; ++i) it.world->sample();
  it.give("web.lb.example.", 300, 0);
  CHECK(it.world->totals(PoolId{0}).members[MemberId{0}].share == Approx(325.0 / 400));
  it.world->sample();  // now what came first is too long ago
  CHECK(it.world->totals(PoolId{0}).members[MemberId{0}].share == 1.0);
  for (std::size_t i = 0; i < stats::samples_kept; ++i) it.world->sample();
  CHECK_FALSE(it.world->totals(PoolId{0}).members[MemberId{0}].share);
  CHECK(it.given() == Given{325, 75});
}
