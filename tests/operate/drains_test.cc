#include "operate/drains.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::test;
using operate::Drains;
using Waiting = operate::DrainState::Waiting;
using config::MemberKey;

namespace {

const MemberKey lb1{"lb.example", "web", "192.0.2.1"};

// web falls back on sorry; TTLs in seconds.
std::shared_ptr<config::Config> with_ttls(std::uint32_t web, std::uint32_t web_least = 1,
                                          std::uint32_t sorry = 10) {
  auto out = config_of({pool("web", {member("192.0.2.1"), member("192.0.2.2")}),
                        pool("sorry", {member("192.0.2.3")}, {"sorry.lb.example."})});
  out->pools[PoolId{0}].ttl = {web, web_least};
  out->pools[PoolId{0}].fallback = PoolId{1};
  out->pools[PoolId{1}].ttl = {sorry, 1};
  return out;
}

struct Bench {
  // A step of which every worker is told at once.
  void publish(const std::shared_ptr<Drains::Step>& step) {
    step->edition = ++edition;
    drains.look(edition, now);
  }
  void adopt(const std::shared_ptr<config::Config>& config, const std::set<MemberKey>& out = {}) {
    publish(drains.adopt(*config, out));
  }
  // How long until it is safe; nothing while workers are waited for.
  std::optional<std::int64_t> left(const MemberKey& key = lb1) const {
    const auto state = drains.out().of(key, now).value();
    if (state.waiting == Waiting::workers) return {};
    return std::chrono::duration_cast<seconds>(state.safe_at - now).count();
  }

  Time now{std::chrono::hours(1)};
  std::uint64_t edition = 0;
  Drains drains;
};

}  // namespace

TEST_CASE("a drain waits for the workers first, then for what resolvers may hold") {
  Bench bench;
  bench.adopt(with_ttls(30));
  CHECK_FALSE(bench.drains.out().of(lb1, bench.now).has_value());
  const auto step = bench.drains.take_out(lb1);
  CHECK_FALSE(bench.left().has_value());
  CHECK(bench.drains.waits_for_workers());
  step->edition = 2;
  bench.drains.look(1, bench.now);
  CHECK_FALSE(bench.left().has_value());
  bench.now += seconds(5);  // one worker took its time
  bench.drains.look(2, bench.now);
  CHECK_FALSE(bench.drains.waits_for_workers());
  CHECK(bench.left() == 30);
  CHECK(bench.drains.out().of(lb1, bench.now)->waiting == Waiting::caches);
  bench.now += seconds(30);
  CHECK(bench.drains.out().of(lb1, bench.now)->is_safe());
}

TEST_CASE("draining again what is drained does not begin anew, but after it was back it does") {
  Bench bench;
  bench.adopt(with_ttls(30));
  bench.publish(bench.drains.take_out(lb1));
  bench.now += seconds(20);
  bench.publish(bench.drains.take_out(lb1));
  CHECK(bench.left() == 10);
  bench.drains.bring_back(lb1);
  CHECK_FALSE(bench.drains.out().of(lb1, bench.now).has_value());
  bench.publish(bench.drains.take_out(lb1));
  CHECK(bench.left() == 30);
}

TEST_CASE("a reload that lowered the TTL does not shorten what resolvers still hold") {
  Bench bench;
  bench.adopt(with_ttls(300));
  bench.now += seconds(100);
  bench.adopt(with_ttls(5));
  bench.now += seconds(50);
  bench.publish(bench.drains.take_out(lb1));
  CHECK(bench.left() == 250);
  bench.drains.bring_back(lb1);
  bench.now += seconds(250);
  bench.publish(bench.drains.take_out(lb1));
  CHECK(bench.left() == 5);
}

TEST_CASE("a drain goes on through reloads, whatever TTL they bring") {
  Bench bench;
  bench.adopt(with_ttls(30));
  bench.publish(bench.drains.take_out(lb1));
  bench.now += seconds(10);
  const std::uint32_t next = GENERATE(5U, 600U);
  bench.adopt(with_ttls(next), {lb1});
  CHECK(bench.left() == 20);
}

TEST_CASE("a drain by the file counts from the reload, by the TTL that was given before it") {
  Bench bench;
  bench.adopt(with_ttls(30));
  const std::uint32_t next = GENERATE(5U, 600U);
  bench.adopt(with_ttls(next), {lb1});
  CHECK(bench.left() == 30);
  bench.now += seconds(1);
  bench.adopt(with_ttls(next));
  CHECK_FALSE(bench.drains.out().of(lb1, bench.now).has_value());
}

TEST_CASE("a member that is out from the start may be held from a process before") {
  Bench bench;
  bench.adopt(with_ttls(30), {lb1});
  CHECK(bench.left() == 30);
}

TEST_CASE("the members of a fallback are held as long as it gives them, whoever falls back on it") {
  Bench bench;
  bench.adopt(with_ttls(100, 60, 10));
  const MemberKey sorry{"lb.example", "sorry", "192.0.2.3"};
  bench.publish(bench.drains.take_out(sorry));
  CHECK(bench.left(sorry) == 10);
}

TEST_CASE("a copy of who is out stays as it was, and is told when the workers have moved on") {
  Bench bench;
  bench.adopt(with_ttls(30));
  const auto step = bench.drains.take_out(lb1);
  const Drains::Out copy = bench.drains.out();
  CHECK(copy.of(lb1, bench.now)->waiting == Waiting::workers);
  bench.publish(step);
  CHECK(copy.of(lb1, bench.now)->safe_at == bench.now + seconds(30));
  bench.drains.bring_back(lb1);
  CHECK(bench.drains.out().empty());
  CHECK(copy.of(lb1, bench.now).has_value());
}
