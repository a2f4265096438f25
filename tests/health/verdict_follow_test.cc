// A verdict whose timing and thresholds become others.
#include <catch2/catch.hpp>

#include "health/verdict.h"
#include "health/verdicts.h"
#include "support/healths.h"

using namespace rota;
using namespace rota::health;
using namespace rota::test;

TEST_CASE_METHOD(Verdicts,
                 "other thresholds change no verdict, and count what is pending with the next result") {
  hear(up, fail);
  hear(up, fail);
  up.follow({.fall = 2}, clock.now());
  CHECK(up.health() == is_failing);
  CHECK(up.pending().count == 2);
  CHECK(is(hear(up, fail), true, 2, 2));
  CHECK(up.health() == is_down);
  hear(up, pass);
  up.follow({.rise = 1, .fall = 2}, clock.now());
  CHECK_FALSE(up.health().fit);
  up.follow({.rise = 5, .fall = 2}, clock.now());
  CHECK(is(hear(up, pass), false, 2, 5));
  up.follow({.rise = 3, .fall = 2}, clock.now());
  CHECK(is(hear(up, pass), true, 3, 3));
}

TEST_CASE_METHOD(Verdicts, "a pass still clears fails that a lower threshold would have counted") {
  hear(up, fail);
  hear(up, fail);
  up.follow({.fall = 1}, clock.now());
  hear(up, pass);
  CHECK(up.health() == is_up);
}

TEST_CASE_METHOD(Verdicts, "a shorter interval makes nobody stale before it has passed") {
  clock.advance(seconds(16));
  up.follow({.interval = seconds(1), .timeout = seconds(1)}, clock.now());
  clock.advance(seconds(4));
  CHECK_FALSE(up.grows_stale(clock.now()));
  clock.advance(milliseconds(1));
  CHECK(up.grows_stale(clock.now()));
}

TEST_CASE_METHOD(Verdicts, "H-02 a hold-down that comes later knows the falls before it") {
  for (int i = 0; i < 2; ++i) {
    for (int fails = 0; fails < 3; ++fails) hear(up, fail);
    hear(up, pass), hear(up, pass);
  }
  CHECK(up.health() == is_up);
  for (int fails = 0; fails < 3; ++fails) hear(up, fail);
  up.follow({.hold_down = seconds(30)}, clock.now());
  CHECK_FALSE(hear(up, pass).decided);
  CHECK_FALSE(hear(up, pass).decided);
  clock.advance(seconds(30));
  CHECK(hear(up, pass).decided);
}
