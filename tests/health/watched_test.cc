#include "health/watched.h"

#include <catch2/catch.hpp>

#include "support/fake_clock.h"
#include "support/healths.h"

using namespace rota;
using namespace rota::health;

namespace {

struct NeverStarted final : Check {
  std::unique_ptr<Probe> start(const ProbeContext&, const Address&, milliseconds, Done) const override {
    return nullptr;
  }
};

// interval 5 s, fast_interval 1 s, timeout 2 s, jitter 0.1; a middling roll of the dice.
struct Fixture {
  test::FakeClock clock;
  Watched one{config::Timing{}, {}, clock.now(), clock.wall()};

  // How long after its start the next probe is due, when this one takes `time`.
  std::chrono::nanoseconds probe(Finding finding, milliseconds time = milliseconds(5)) {
    one.started = clock.now();
    clock.advance(time);
    one.hear({.finding = finding}, clock.now(), clock.wall());
    one.set_next_due(clock.now(), 0.5);
    const auto out = one.due - one.started;
    clock.advance(out - time);
    return out;
  }

  void hear(const Outcome& outcome, milliseconds time = milliseconds(5)) {
    one.started = clock.now();
    clock.advance(time);
    one.hear(outcome, clock.now(), clock.wall());
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "the second probe comes within the interval, later ones an interval apart") {
  CHECK(probe(Finding::pass) == milliseconds(2500));
  CHECK(probe(Finding::pass) == seconds(5));
  CHECK(probe(Finding::pass) == seconds(5));
}

TEST_CASE_METHOD(Fixture, "in doubt the next probe starts a fast interval after this one, or when it ends") {
  probe(Finding::pass);
  CHECK(probe(Finding::fail) == seconds(1));
  CHECK(probe(Finding::fail, milliseconds(2000)) == seconds(2));
  CHECK(probe(Finding::fail) == seconds(5));  // decided
  CHECK(probe(Finding::pass) == seconds(1));
  CHECK(probe(Finding::pass) == seconds(5));
}

TEST_CASE_METHOD(Fixture, "a target that dies is out within the promised time") {
  probe(Finding::pass);
  const Time died = clock.now() + milliseconds(1);  // just after a good probe starts
  probe(Finding::pass);
  while (one.verdict.health().fit) probe(Finding::fail, milliseconds(2000));
  const Time out = one.started + milliseconds(2000);
  CHECK(out - died <= seconds(5) + 2 * seconds(2) + seconds(2));
}

TEST_CASE_METHOD(Fixture, "an unknown target that cannot be judged is tried again after the fast interval") {
  CHECK(probe(Finding::inconclusive) == seconds(1));
  CHECK(probe(Finding::inconclusive) == seconds(1));
}

TEST_CASE_METHOD(Fixture, "we were late when a fifth of the timeout was lost, wherever in the probe's life") {
  one.started = clock.now();
  const milliseconds none(0);
  CHECK_FALSE(one.was_late(none, one.started + milliseconds(2400)));
  CHECK(one.was_late(none, one.started + milliseconds(2401)));
  CHECK_FALSE(one.was_late(milliseconds(400), one.started + seconds(2)));
  CHECK(one.was_late(milliseconds(401), one.started + seconds(2)));
}

TEST_CASE_METHOD(Fixture, "a status says since when, what is pending, and what was found last") {
  const WallTime born = clock.wall();
  one.check = std::make_shared<NeverStarted>();
  CHECK(one.status().health == test::is_unknown);
  CHECK(one.status().since == born);
  CHECK(one.status().probed);
  CHECK_FALSE(one.status().last.has_value());

  hear(passed(), milliseconds(7));
  const WallTime up = clock.wall();
  CHECK(one.status().health == test::is_up);
  CHECK(one.status().since == up);
  CHECK(one.status().needed == 0);

  hear(passed());
  CHECK(one.status().since == up);
  hear(failed("status 503"), milliseconds(12));
  CHECK(one.status().health == test::is_failing);
  CHECK(one.status().since == clock.wall());
  CHECK(one.status().count == 1);
  CHECK(one.status().needed == 3);
  REQUIRE(one.status().last.has_value());
  CHECK(one.status().last->finding == Finding::fail);
  CHECK(one.status().last->reason == "status 503");
  CHECK(one.status().last->at == clock.wall());
  CHECK(one.status().last->took == milliseconds(12));
}

TEST_CASE_METHOD(Fixture, "a down target counts its passes towards its rise") {
  hear(failed("x"));
  hear(passed());
  CHECK(one.status().health == test::is_rising);
  CHECK(one.status().count == 1);
  CHECK(one.status().needed == 2);
  hear(passed());
  CHECK(one.status().needed == 0);
}

TEST_CASE_METHOD(Fixture, "every probe is counted once, by what came of it") {
  hear(passed(), milliseconds(2));
  hear(failed("x"), milliseconds(3));
  hear(timed_out(), milliseconds(2000));
  hear(not_sent("no descriptors"), milliseconds(100));
  Outcome late = timed_out();
  late.finding = Finding::inconclusive;
  hear(late, milliseconds(4000));
  const TargetStatus status = one.status();
  CHECK(status.passed == 1);
  CHECK(status.failed == 2);
  CHECK(status.inconclusive == 1);
  CHECK(status.late == 1);
  CHECK(status.durations.total == milliseconds(2005));
  REQUIRE(status.latencies.size() == 3);
  CHECK(status.latencies[2] == seconds(2));
  CHECK(status.last->finding == Finding::inconclusive);
}

TEST_CASE_METHOD(Fixture, "growing stale is a change of state, and so is the next result") {
  one.check = std::make_shared<NeverStarted>();
  hear(passed());
  clock.advance(seconds(20));
  CHECK(one.grows_stale(clock.now(), clock.wall()));
  CHECK(one.status().health.state == State::stale);
  CHECK(one.status().since == clock.wall());
  clock.advance(seconds(20));
  CHECK_FALSE(one.grows_stale(clock.now(), clock.wall()));
  hear(passed());
  CHECK(one.status().since == clock.wall());
}

TEST_CASE_METHOD(Fixture, "a target that is not probed never grows stale") {
  hear(passed());
  clock.advance(seconds(2000));
  CHECK_FALSE(one.grows_stale(clock.now(), clock.wall()));
  CHECK_FALSE(one.status().probed);
}

TEST_CASE_METHOD(Fixture,
                 "a shorter interval counts from now, spread over it, and a longer one delays nothing") {
  probe(Finding::pass);
  probe(Finding::pass);
  const Time due = one.due;
  config::CheckConfig config;
  config.timing.interval = seconds(600);
  one.follow(config, clock.now(), 0.5);
  CHECK(one.due == due);
  config.timing.interval = seconds(1);
  one.due = clock.now() + seconds(300);
  one.follow(config, clock.now(), 0.5);
  CHECK(one.due == clock.now() + milliseconds(500));
  CHECK(one.verdict.health() == test::is_up);
}
