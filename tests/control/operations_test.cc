#include "control/operations.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <future>

#include "support/baked.h"
#include "support/captured_log.h"
#include "support/fake_clock.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::test;
using control::Operations;
using control::Wish;
using Waiting = control::DrainState::Waiting;

namespace {

config::MemberConfig named(const std::string& label, const std::string& address) {
  auto out = member(address);
  out.name = label;
  return out;
}

std::vector<config::PoolConfig> web(std::uint32_t weight = 1) {
  auto out = pool("web", {named("lb1", "192.0.2.1"), named("lb2", "192.0.2.2")});
  out.members[0].weight = weight;
  return {out};
}

// The control side without files and sockets; one reader stands for the workers.
struct Bench {
  explicit Bench(std::string state_ = "") : state(std::move(state_)) { adopt(web()); }
  ~Bench() { operations.stop(); }

  void adopt(std::vector<config::PoolConfig> pools) {
    auto config = config_of(std::move(pools));
    auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
    const std::vector healths(targets->targets.size(), is_up);
    auto world =
        std::make_unique<bake::World>(config, targets, healths, slots, operations.overrides_of(*config));
    auto adoption = operations.adopt(++generation, config, targets);
    publisher.adopt(generation, std::move(world), {healths, std::move(adoption.overrides)},
                    [this, told = std::move(adoption.published)](std::uint64_t edition) {
                      told(edition);
                      boost::asio::post(loop, [this] { loop.stop(); });
                    });
    turn();
  }

  void turn() {  // until something stops the loop
    loop.run();
    loop.restart();
  }

  Result<Operations::Said> say(const Wish& wish) {
    Result<Operations::Said> out = Error{"not called"};
    bool called = false;
    operations.say(wish, [&](const Result<Operations::Said>& said) {
      out = said;
      called = true;
      loop.stop();
    });
    if (!called) turn();
    loop.restart();
    return out;
  }

  // Ends what is over by now, and waits until the answers heed it.
  void pass(std::chrono::nanoseconds time) {
    clock.advance(time);
    operations.look();
    publisher.when_published([this] { boost::asio::post(loop, [this] { loop.stop(); }); });
    turn();
  }

  std::size_t members() { return members_at(*reader.get(), "www.lb.example."); }
  std::string last_event() { return events.since(std::uint64_t{0}).back().text; }

  CapturedLog log;
  std::string state;
  std::uint64_t generation = 0;
  boost::asio::io_context loop{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy =
      boost::asio::make_work_guard(loop);
  FakeClock clock;
  bake::Slots slots;
  Published<snapshot::Snapshot> published;
  Published<snapshot::Snapshot>::Reader reader{published};
  control::Publisher publisher{published};
  health::Board board{loop, clock, Dice(1), "", [](auto, auto, auto) {}};
  control::Events events{loop, clock, ""};
  Operations operations{{loop, clock, published, publisher, board, events}, state};
};

const Wish drain_lb1{.pool = "web", .member = "lb1", .admin = "drain", .reason = "CHG-42", .who = "alice"};

}  // namespace

TEST_CASE("a member is out of every answer by the time the word is acknowledged") {
  Bench bench;
  CHECK(bench.members() == 2);
  const auto said = bench.say(drain_lb1);
  REQUIRE(said.has_value());
  CHECK(said->edition == bench.published.edition());
  CHECK(control::text(said->of) == "lb.example:web/lb1");
  CHECK(bench.members() == 1);
  CHECK(bench.say({.pool = "web", .member = "lb1", .admin = "ready"}).has_value());
  CHECK(bench.members() == 2);
}

TEST_CASE("a word is told as an event, with who said it and why") {
  Bench bench;
  bench.say(drain_lb1);
  const auto events = bench.events.since(std::uint64_t{0});
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == control::EventKind::override);
  CHECK(events[0].text == "override lb.example:web/lb1: drain");
  CHECK(events[0].who == "alice");
  CHECK(events[0].reason == "CHG-42");
  CHECK(bench.log.text() == "info: override lb.example:web/lb1: drain, by alice (CHG-42)\n");
}

TEST_CASE("what is wrong with a word is said, and nothing changes") {
  Bench bench;
  const auto before = bench.published.edition();
  const auto why = [&](const Wish& wish) { return bench.say(wish).error().text; };
  CHECK(why({.pool = "web", .member = "lb9", .admin = "drain"}) ==
        "unknown member 'lb9' of pool 'web' (did you mean 'lb1'?)");
  CHECK(why({.pool = "wep", .member = "lb1", .admin = "drain"}) ==
        "unknown pool 'wep' (did you mean 'web'?)");
  CHECK(why({.pool = "web", .member = "lb1", .weight = -1}) == "'weight' must be from 0 to 1048575, not -1");
  CHECK(bench.published.edition() == before);
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("the last member that serves may be drained, with a note of what happens then") {
  Bench bench;
  CHECK(bench.say(drain_lb1)->note == "it will not outlive a restart: 'state' is \"\" in the configuration");
  const auto said = bench.say({.pool = "web", .member = "lb2", .admin = "maint"});
  REQUIRE(said.has_value());
  CHECK_THAT(said->note, Catch::Contains("no member is fit: all_down = all names every member"));
  CHECK(menu_of(*bench.reader.get(), "www.lb.example.").lines() == 0);
}

TEST_CASE("a weight changes the shares at once") {
  Bench bench;
  auto pools = web();
  pools[0].policy = "weighted";
  bench.adopt(pools);
  CHECK(bench.say({.pool = "web", .member = "lb1", .weight = 3}).has_value());
  CHECK(bench.operations.view()->overrides[0].weight == 3);
  std::promise<double> share;
  bench.publisher.inspect(
      [&](const bake::World* world) { share.set_value(world->report(0).members[0].share); });
  CHECK(share.get_future().get() == 0.75);
}

TEST_CASE("a word for a while ends by itself, and is told to have ended") {
  Bench bench;
  Wish wish = drain_lb1;
  wish.duration = "2h";
  bench.say(wish);
  bench.pass(std::chrono::minutes(119));
  CHECK(bench.members() == 1);
  bench.pass(std::chrono::minutes(1));
  CHECK(bench.members() == 2);
  CHECK(bench.last_event() == "override lb.example:web/lb1: ended: drain, until 2023-11-15T00:13:20.000Z");
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("a word holds through a reload, also for a member that was gone in between") {
  Bench bench;
  bench.say(drain_lb1);
  bench.adopt(web(7));
  CHECK(bench.members() == 1);
  bench.adopt({pool("web", {named("lb2", "192.0.2.2"), named("lb3", "192.0.2.3")})});
  CHECK(bench.members() == 2);
  CHECK(bench.operations.view()->overrides.size() == 1);
  bench.adopt(web());
  CHECK(bench.members() == 1);
}

TEST_CASE("what was said of a member that is gone can be taken back, but nothing else be said") {
  Bench bench;
  bench.say(drain_lb1);
  bench.adopt({pool("web", {named("lb2", "192.0.2.2")})});
  CHECK(bench.say(drain_lb1).error().text == "unknown member 'lb1' of pool 'web' (did you mean 'lb2'?)");
  const auto said = bench.say({.pool = "lb.example:web", .member = "lb1", .admin = "ready"});
  REQUIRE(said.has_value());
  CHECK_THAT(said->note, Catch::StartsWith("the configuration has no such member"));
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("a word survives a restart once it is acknowledged, and holds from the first answer on") {
  const TemporaryFolder folder;
  {
    Bench bench(folder.path());
    CHECK(bench.say(drain_lb1)->note.empty());
    CHECK_THAT(folder.read("overrides"), Catch::Contains("\"reason\":\"CHG-42\""));
  }
  Bench bench(folder.path());
  CHECK(bench.published.edition() == 1);
  CHECK(bench.members() == 1);
}

TEST_CASE("a drain is safe once the workers and then the resolvers are past it") {
  Bench bench;
  bench.members();  // the worker answers with what is published
  bench.operations.look();
  bench.say(drain_lb1);
  const health::MemberKey lb1{"lb.example", "web", "lb1"};
  const auto state = [&] { return bench.operations.view()->drains.at(lb1); };
  CHECK(state().waiting == Waiting::workers);
  bench.pass(seconds(1));
  CHECK(state().waiting == Waiting::workers);
  CHECK(bench.members() == 1);
  bench.pass(seconds(1));
  CHECK(state().waiting == Waiting::caches);
  CHECK(state().safe_at == bench.clock.wall() + seconds(30));
  bench.pass(seconds(30));
  CHECK(state().waiting == Waiting::nothing);
  bench.say({.pool = "web", .member = "lb1", .admin = "ready"});
  CHECK(bench.operations.view()->drains.empty());
}

TEST_CASE("a member that its file takes out is drained as well") {
  Bench bench;
  bench.members();
  bench.operations.look();
  auto pools = web();
  pools[0].members[1].admin = config::Admin::drain;
  bench.adopt(pools);
  CHECK(bench.members() == 1);
  bench.operations.look();
  CHECK(bench.operations.view()->drains.at({"lb.example", "web", "lb2"}).waiting == Waiting::caches);
}

TEST_CASE("the view is made anew after a tenth of a second, or when something was said") {
  Bench bench;
  const auto first = bench.operations.view();
  CHECK(bench.operations.view() == first);
  bench.clock.advance(milliseconds(100));
  const auto second = bench.operations.view();
  CHECK(second != first);
  bench.say(drain_lb1);
  CHECK(bench.operations.view()->overrides.size() == 1);
}
