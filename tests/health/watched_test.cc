#include "health/watched.h"

#include <catch2/catch.hpp>

#include "support/fake_clock.h"

using namespace rota;
using namespace rota::health;

namespace {

// interval 5 s, fast_interval 1 s, timeout 2 s, jitter 0.1; a middling roll of the dice.
struct Fixture {
  test::FakeClock clock;
  Watched one{config::Timing{}, {}, clock.now()};

  // How long after its start the next probe is due, when this one takes `time`.
  std::chrono::nanoseconds probe(Finding finding, milliseconds time = milliseconds(5)) {
    one.started = clock.now();
    clock.advance(time);
    one.verdict.hear(finding, clock.now());
    one.set_next_due(clock.now(), 0.5);
    const auto out = one.due - one.started;
    clock.advance(out - time);
    return out;
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
