#include "api/state_strips.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using api::StateStrips;
using report::Explaining;

namespace {

using namespace std::chrono_literals;

const std::string two_and_old =
    "[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nmembers = [{ name = \"two\", address = [\"192.0.2.1\", "
    "\"2001:db8::1\"] }, { name = \"old\", address = \"192.0.2.2\" }]\n";

// The first target is 192.0.2.1, the second 2001:db8::1, the third 192.0.2.2.
struct Watching {
  explicit Watching(const std::string& pools) : world(pools) {
    view.at = WallTime{} + std::chrono::hours(24 * 365);
    view.config = world.world->shared_config();
    view.targets = world.targets;
    view.statuses = IdVector<TargetId, health::TargetStatus>(world.targets->targets.size());
    for (const TargetId id : view.statuses.ids()) view.statuses[id].probed = true;
    set(health::State::up);
  }

  void set(health::State state) {
    for (health::TargetStatus& each : view.statuses) each.health.state = state;
  }
  void note(StateStrips& strips, std::uint32_t target, health::State state) {
    view.statuses[TargetId{target}].health.state = state;
    strips.note(view);
  }
  std::string member(const StateStrips& strips, std::uint32_t id) const {
    return strips.text(view.targets->pools[PoolId{0}][MemberId{id}], view.at);
  }

  Explaining world;
  operate::View view;
};

std::string unseen(std::size_t steps) { return std::string(steps, '-'); }

}  // namespace

TEST_CASE("a step of a strip keeps the worst state that was seen in it") {
  Watching now(two_and_old);
  StateStrips strips;
  now.note(strips, 2, health::State::up);
  CHECK(now.member(strips, 1) == unseen(95) + "u");
  now.note(strips, 2, health::State::down);
  now.note(strips, 2, health::State::failing);
  CHECK(now.member(strips, 1) == unseen(95) + "d");
  now.view.at += StateStrips::step;
  now.note(strips, 2, health::State::failing);
  now.view.at += 2 * StateStrips::step;  // nothing was noted in the step between
  now.note(strips, 2, health::State::up);
  CHECK(now.member(strips, 1) == unseen(92) + "df-u");
}

TEST_CASE("a member with two families has the worse of both in its strip") {
  Watching now(two_and_old);
  StateStrips strips;
  now.note(strips, 1, health::State::down);
  CHECK(now.member(strips, 0) == unseen(95) + "d");
  CHECK(now.member(strips, 1) == unseen(95) + "u");
}

TEST_CASE("a strip forgets after 24 hours, also when nothing was noted meanwhile") {
  Watching now(two_and_old);
  StateStrips strips;
  now.note(strips, 2, health::State::down);
  now.view.at += 95 * StateStrips::step;
  CHECK(now.member(strips, 1) == "d" + unseen(95));
  now.note(strips, 2, health::State::up);
  CHECK(now.member(strips, 1) == "d" + unseen(94) + "u");
  now.view.at += StateStrips::step;
  CHECK(now.member(strips, 1) == unseen(94) + "u-");
  now.view.at += 1000 * StateStrips::step;
  CHECK(now.member(strips, 1) == unseen(96));
}

TEST_CASE("a clock that is set back begins the strips anew") {
  Watching now(two_and_old);
  StateStrips strips;
  now.note(strips, 2, health::State::down);
  now.view.at -= 10 * StateStrips::step;
  now.note(strips, 2, health::State::up);
  CHECK(now.member(strips, 1) == unseen(95) + "u");
}

TEST_CASE("a reload keeps the strips of the addresses that stay") {
  Watching before(two_and_old);
  StateStrips strips;
  before.note(strips, 2, health::State::down);
  Watching after(
      "[pool.web]\nnames = \"www\"\ncheck = \"shared\"\nmembers = [{ name = \"new\", address = "
      "\"192.0.2.3\" }, { name = \"old\", address = \"192.0.2.2\" }]\n");
  after.view.at = before.view.at + StateStrips::step;
  strips.note(after.view);
  CHECK(strips.list() == after.view.targets.get());
  CHECK(after.member(strips, 0) == unseen(95) + "u");
  CHECK(after.member(strips, 1) == unseen(94) + "du");
}

TEST_CASE("a member in maintenance is not observed") {
  Watching now(two_and_old);
  StateStrips strips;
  now.view.statuses[TargetId{2}].probed = false;
  strips.note(now.view);
  CHECK(now.member(strips, 1) == unseen(96));
}
