#include "operate/operations.h"

#include <catch2/catch.hpp>
#include <future>

#include "operate/operating.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::test;
using operate::OverrideRequest;
using Waiting = operate::DrainState::Waiting;

namespace {

const OverrideRequest drain_lb1{
    .pool = "web", .member = "lb1", .admin = "drain", .reason = "CHG-42", .who = "alice"};

}  // namespace

TEST_CASE("a member is out of every answer by the time the word is acknowledged") {
  Operating bench;
  CHECK(bench.members() == 2);
  const auto said = bench.say(drain_lb1);
  REQUIRE(said.has_value());
  CHECK(said->edition == bench.published.edition());
  CHECK(config::text(said->of) == "lb.example:web/lb1");
  CHECK(bench.members() == 1);
  REQUIRE(said->pool.has_value());
  CHECK(said->pool->report.members[MemberId{0}].admin == config::Admin::drain);
  CHECK(said->view->overrides.find(said->of)->reason == "CHG-42");
  CHECK(bench.say({.pool = "web", .member = "lb1", .admin = "ready"}).has_value());
  CHECK(bench.members() == 2);
}

TEST_CASE("a word is told as an event, with who said it and why") {
  Operating bench;
  bench.say(drain_lb1);
  const auto events = bench.events.history().since(std::uint64_t{0});
  REQUIRE(events.size() == 1);
  const operate::Event& told = events[0]->event;
  CHECK(told.kind == operate::EventKind::override);
  CHECK(told.text == "override lb.example:web/lb1: drain");
  CHECK(told.who == "alice");
  CHECK(told.reason == "CHG-42");
  CHECK(bench.log.text() == "info: override lb.example:web/lb1: drain, by alice (CHG-42)\n");
}

TEST_CASE("a word that is for one revision of the overrides is refused once another was said") {
  Operating bench;
  const auto revision = [&] { return bench.operations.view()->overrides_revision; };
  OverrideRequest wanted = drain_lb1;
  wanted.only_at = {revision() + 1, revision()};
  const auto said = bench.say(wanted);
  REQUIRE(said.has_value());
  CHECK(said->revision == revision());
  const auto late =
      bench.say({.pool = "web", .member = "lb2", .admin = "drain", .only_at = {{said->revision - 1}}});
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().why == operate::Operations::Refused::Why::overtaken);
  CHECK(bench.members() == 1);
  CHECK(revision() == said->revision);
  CHECK(bench.say({.pool = "web", .member = "lb1", .admin = "ready", .only_at = {{said->revision}}})
            .has_value());
  CHECK(revision() != said->revision);
}

TEST_CASE("what is wrong with a word is said, and nothing changes") {
  Operating bench;
  const auto before = bench.published.edition();
  const auto why = [&](const OverrideRequest& wanted) { return bench.say(wanted).error().text; };
  CHECK(why({.pool = "web", .member = "lb9", .admin = "drain"}) ==
        "unknown member \"lb9\" of pool \"web\"; did you mean \"lb1\"?");
  CHECK(bench.say({.pool = "web", .member = "lb9", .admin = "drain"}).error().why ==
        operate::Operations::Refused::Why::unknown);
  CHECK(bench.say({.pool = "web", .member = "lb1", .weight = -1}).error().why ==
        operate::Operations::Refused::Why::mistaken);
  CHECK(why({.pool = "wep", .member = "lb1", .admin = "drain"}) ==
        "unknown pool \"wep\"; did you mean \"web\"?");
  CHECK(why({.pool = "web", .member = "lb1", .weight = -1}) ==
        "\"weight\" must be from 0 to 1048575, not -1");
  CHECK(bench.published.edition() == before);
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("the last member that serves may be drained, with a note of what happens then") {
  Operating bench;
  CHECK(bench.say(drain_lb1)->note == "it will not outlive a restart: 'state' is \"\" in the configuration");
  const auto said = bench.say({.pool = "web", .member = "lb2", .admin = "maint"});
  REQUIRE(said.has_value());
  CHECK_THAT(said->note, Catch::Contains("no member is eligible; applying all_down = \"all\": every member"));
  CHECK(menu_of(*bench.reader.get(), "www.lb.example.").lines() == 0);
}

TEST_CASE("a weight changes the shares at once") {
  Operating bench;
  auto pools = web();
  pools[0].policy = "weighted";
  bench.adopt(pools);
  CHECK(bench.say({.pool = "web", .member = "lb1", .weight = 3}).has_value());
  CHECK(bench.operations.view()->overrides.find(config::MemberKey{"lb.example", "web", "lb1"})->weight == 3);
  std::promise<double> share;
  bench.publisher.inspect([&](const bake::World* world) {
    share.set_value(world->report(PoolId{0}).members[MemberId{0}].share);
  });
  CHECK(share.get_future().get() == 0.75);
}

TEST_CASE("a word for a while ends by itself, and is told to have ended") {
  Operating bench;
  OverrideRequest wanted = drain_lb1;
  wanted.duration = "2h";
  bench.say(wanted);
  bench.pass(std::chrono::minutes(119));
  CHECK(bench.members() == 1);
  bench.pass(std::chrono::minutes(1));
  CHECK(bench.members() == 2);
  CHECK(bench.last_event() == "override lb.example:web/lb1: ended: drain, until 2023-11-15T00:13:20.000Z");
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("a word holds through a reload, also for a member that was gone in between") {
  Operating bench;
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
  Operating bench;
  bench.say(drain_lb1);
  bench.adopt({pool("web", {named("lb2", "192.0.2.2")})});
  CHECK(bench.say(drain_lb1).error().text == "unknown member \"lb1\" of pool \"web\"; did you mean \"lb2\"?");
  const auto said = bench.say({.pool = "lb.example:web", .member = "lb1", .admin = "ready"});
  REQUIRE(said.has_value());
  CHECK_THAT(said->note, Catch::StartsWith("the configuration has no such member"));
  CHECK(bench.operations.view()->overrides.empty());
}

TEST_CASE("a word survives a restart once it is acknowledged, and holds from the first answer on") {
  const TemporaryFolder folder;
  {
    Operating bench(folder.path());
    CHECK(bench.say(drain_lb1)->note.empty());
    CHECK_THAT(folder.read("overrides"), Catch::Contains("\"reason\":\"CHG-42\""));
  }
  Operating bench(folder.path());
  CHECK(bench.published.edition() == 1);
  CHECK(bench.members() == 1);
}

TEST_CASE("a drain is safe once the workers and then the resolvers are past it") {
  Operating bench;
  bench.members();  // the worker answers with what is published
  bench.operations.look();
  bench.say(drain_lb1);
  const config::MemberKey lb1{"lb.example", "web", "lb1"};
  const auto state = [&] {
    const auto view = bench.operations.view();
    return view->drains.of(lb1, view->now).value();
  };
  CHECK(state().waiting == Waiting::workers);
  bench.pass(seconds(1));
  CHECK(state().waiting == Waiting::workers);
  CHECK(bench.members() == 1);
  bench.pass(seconds(1));
  CHECK(state().waiting == Waiting::caches);
  CHECK(state().safe_at == bench.clock.now() + seconds(30));
  bench.pass(seconds(30));
  CHECK(state().waiting == Waiting::nothing);
  bench.say({.pool = "web", .member = "lb1", .admin = "ready"});
  CHECK(bench.operations.view()->drains.empty());
}

TEST_CASE("a member that its file takes out is drained as well") {
  Operating bench;
  bench.members();
  bench.operations.look();
  auto pools = web();
  pools[0].members[MemberId{1}].admin = config::Admin::drain;
  bench.adopt(pools);
  CHECK(bench.members() == 1);
  bench.operations.look();
  const auto view = bench.operations.view();
  CHECK(view->drains.of({"lb.example", "web", "lb2"}, view->now)->waiting == Waiting::caches);
}

TEST_CASE("a member in maintenance is not probed, also after a reload, until it is ready") {
  Operating bench;
  const auto probed = [&] { return bench.operations.view()->statuses[TargetId{0}].probed; };
  CHECK(probed());
  bench.say({.pool = "web", .member = "lb1", .admin = "maint"});
  CHECK_FALSE(probed());
  bench.adopt(web(7));
  CHECK_FALSE(probed());
  bench.say({.pool = "web", .member = "lb1", .admin = "ready"});
  CHECK(probed());
}

TEST_CASE("the view is made anew after a tenth of a second, or when something was said") {
  Operating bench;
  const auto first = bench.operations.view();
  CHECK(bench.operations.view() == first);
  bench.clock.advance(milliseconds(100));
  const auto second = bench.operations.view();
  CHECK(second != first);
  bench.say(drain_lb1);
  CHECK(bench.operations.view()->overrides.size() == 1);
}
