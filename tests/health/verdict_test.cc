#include "health/verdict.h"

#include <catch2/catch.hpp>

#include "health/verdicts.h"
#include "support/healths.h"

using namespace rota;
using namespace rota::health;
using namespace rota::test;

namespace {

constexpr auto inconclusive = Finding::inconclusive;

}  // namespace

TEST_CASE_METHOD(Verdicts, "an unknown target is fit and in doubt") { CHECK(unknown.health() == is_unknown); }

TEST_CASE_METHOD(Verdicts, "the first result after unknown decides at once") {
  Verdict other = unknown;
  CHECK(is(hear(unknown, pass), true, 1, 1));
  CHECK(unknown.health() == is_up);
  CHECK(is(hear(other, fail), true, 1, 1));
  CHECK(other.health() == is_down);
}

TEST_CASE_METHOD(Verdicts, "up goes down after fall fails in a row, degraded meanwhile") {
  CHECK(is(hear(up, fail), false, 1, 3));
  CHECK(up.health() == is_failing);
  CHECK(is(hear(up, fail), false, 2, 3));
  CHECK(up.health() == is_failing);
  CHECK(is(hear(up, fail), true, 3, 3));
  CHECK(up.health() == is_down);
}

TEST_CASE_METHOD(Verdicts, "a pass in between starts the count of fails anew") {
  hear(up, fail);
  hear(up, fail);
  CHECK(is(hear(up, pass), false, 0, 0));
  CHECK(up.health() == is_up);
  CHECK(is(hear(up, fail), false, 1, 3));
}

TEST_CASE_METHOD(Verdicts, "down comes up after rise passes in a row, in doubt meanwhile") {
  CHECK(is(hear(down, pass), false, 1, 2));
  CHECK(down.health() == is_rising);
  CHECK(is(hear(down, fail), false, 0, 0));
  CHECK(down.health() == is_down);
  hear(down, pass);
  CHECK(is(hear(down, pass), true, 2, 2));
  CHECK(down.health() == is_up);
}

TEST_CASE_METHOD(Verdicts, "rise and fall of one decide with every result") {
  Verdict quick(config::Timing{.rise = 1, .fall = 1}, true, clock.now());
  CHECK(is(hear(quick, fail), true, 1, 1));
  CHECK(is(hear(quick, pass), true, 1, 1));
  CHECK(quick.health() == is_up);
}

TEST_CASE_METHOD(Verdicts, "an inconclusive probe counts for nothing and against nothing") {
  CHECK(is(hear(unknown, inconclusive), false, 0, 0));
  CHECK(unknown.health() == is_unknown);
  hear(up, fail);
  hear(up, fail);
  hear(up, inconclusive);
  CHECK(is(hear(up, fail), true, 3, 3));
}

TEST_CASE_METHOD(Verdicts, "the next probe hurries while in doubt only") {
  CHECK(unknown.is_hurried());
  CHECK_FALSE(up.is_hurried());
  hear(up, fail);
  CHECK(up.is_hurried());
  hear(up, pass);
  CHECK_FALSE(up.is_hurried());
  hear(down, pass);
  CHECK(down.is_hurried());
  clock.advance(seconds(30));
  CHECK(up.grows_stale(clock.now()));
  CHECK_FALSE(up.is_hurried());  // more probes that bring nothing would not help
}

TEST_CASE_METHOD(Verdicts,
                 "without results for three intervals and a timeout a target is stale, as fit as before") {
  clock.advance(seconds(17));
  CHECK_FALSE(up.grows_stale(clock.now()));
  clock.advance(milliseconds(1));
  CHECK(up.grows_stale(clock.now()));
  CHECK_FALSE(up.grows_stale(clock.now()));  // said once
  CHECK(up.health() == TargetHealth{State::stale, true, true});
  CHECK(down.grows_stale(clock.now()));
  CHECK(down.health() == TargetHealth{State::stale, false, true});
}

TEST_CASE_METHOD(Verdicts, "an inconclusive probe does not keep a target from growing stale") {
  clock.advance(seconds(16));
  hear(up, inconclusive);
  hear(up, inconclusive);
  CHECK(up.grows_stale(clock.now()));
  hear(up, inconclusive);
  CHECK(up.health().state == State::stale);
}

TEST_CASE_METHOD(Verdicts, "an unknown target never grows stale") {
  clock.advance(std::chrono::hours(24));
  CHECK_FALSE(unknown.grows_stale(clock.now()));
  CHECK(unknown.health() == is_unknown);
}

TEST_CASE_METHOD(Verdicts, "A3 fails in a row stay in a row, however late each of them comes") {
  for (int count = 1; count <= 2; ++count) {
    CHECK(is(hear(up, fail), false, count, 3));
    clock.advance(seconds(30));
    REQUIRE(up.grows_stale(clock.now()));
  }
  Verdict other = up;
  CHECK(is(hear(up, fail), true, 3, 3));
  CHECK(up.health() == is_down);
  CHECK(is(hear(other, pass), false, 0, 0));
  CHECK(other.health() == is_up);
}

TEST_CASE_METHOD(Verdicts, "A3 passes in a row stay in a row, too") {
  hear(down, pass);
  clock.advance(seconds(30));
  REQUIRE(down.grows_stale(clock.now()));
  CHECK(is(hear(down, pass), true, 2, 2));
  CHECK(down.health() == is_up);
}

namespace {

struct Flapper : Verdicts {
  config::Timing timing{.hold_down = seconds(30)};
  Verdict verdict{timing, true, clock.now()};
  int changes = 0;

  // A second between results; until something was decided, or for so many.
  void hear(Finding finding, int most) {
    for (int i = 0; i < most; ++i) changes += Verdicts::hear(verdict, finding).decided ? 1 : 0;
  }
  int passes_until_up() {
    int passes = 0;
    while (!verdict.health().fit) {
      Verdicts::hear(verdict, pass);
      ++passes;
    }
    return passes;
  }
};

}  // namespace

TEST_CASE_METHOD(
    Flapper, "H-02 from the third fall in ten minutes on a target is held down, twice as long each time") {
  for (const int passes : {2, 2, 31, 61, 121, 241}) {
    hear(fail, 3);
    CHECK_FALSE(verdict.health().fit);
    CHECK(passes_until_up() == passes);
  }
}

TEST_CASE_METHOD(Flapper, "H-02 a hold-down is ten minutes at most, and ten minutes of peace end it") {
  for (int i = 0; i < 9; ++i) {
    hear(fail, 3);
    CHECK(passes_until_up() <= 601);
  }
  hear(pass, 601);
  hear(fail, 3);
  CHECK(passes_until_up() == 2);
}

TEST_CASE_METHOD(Flapper, "H-02 a fail while held starts the wait anew") {
  for (int i = 0; i < 2; ++i) {
    hear(fail, 3);
    hear(pass, 2);
  }
  hear(fail, 3);
  hear(pass, 29);
  hear(fail, 1);
  CHECK(passes_until_up() == 31);
}

TEST_CASE_METHOD(Flapper,
                 "H-02 who toggles every three seconds for ten minutes moves five times, and without "
                 "hold-down all the time") {
  for (int i = 0; i < 100; ++i) {
    hear(fail, 3);
    hear(pass, 3);
  }
  CHECK(changes == 5);
  CHECK_FALSE(verdict.health().fit);
  verdict = Verdict(config::Timing{}, true, clock.now());
  changes = 0;
  for (int i = 0; i < 100; ++i) {
    hear(fail, 3);
    hear(pass, 3);
  }
  CHECK(changes == 200);
}

TEST_CASE_METHOD(Verdicts, "H-03 fails that are forgotten count no more, passes of the down are kept") {
  hear(up, fail);
  hear(up, fail);
  up.forget_doubt();
  CHECK(up.health() == is_up);
  CHECK(is(hear(up, fail), false, 1, 3));
  hear(down, pass);
  down.forget_doubt();
  CHECK(hear(down, pass).decided);
}
