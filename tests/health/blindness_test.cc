#include "health/blindness.h"

#include <catch2/catch.hpp>

using namespace rota::health;

namespace {

constexpr auto heard = Evidence::heard;
constexpr auto silent = Evidence::silent;
constexpr auto own = Evidence::own;
constexpr auto unsent = Evidence::unsent;

void add(BlindnessTest& test, int count, Evidence evidence, std::uint32_t pools = 1,
         std::string_view reason = "") {
  for (int i = 0; i < count; ++i)
    test.add({.evidence = evidence,
              .pool = rota::PoolId{static_cast<std::uint32_t>(i) % pools},
              .reason = reason});
}

}  // namespace

TEST_CASE("H-04 what a probe proves: a reply and a refusal are heard, what could not be sent is not") {
  CHECK(passed().evidence == heard);
  CHECK(failed("connect refused").evidence == heard);
  CHECK(timed_out(heard).evidence == heard);
  CHECK(timed_out().evidence == silent);
  CHECK(unreachable("connect: no route").evidence == silent);
  CHECK(not_sent("Too many open files").evidence == unsent);
}

TEST_CASE("H-03 a check in trouble of its own has no say, be it a canary or one of many") {
  BlindnessTest test;
  add(test, 3, own, 3, "cannot load the certificates");
  CHECK(test.why_blind().empty());
  test.add({.evidence = own, .is_canary = true});
  CHECK(test.why_blind().empty());
  CHECK_FALSE(test.is_undecided());
  add(test, 19, silent, 3);
  CHECK(test.why_blind().empty());  // 19 targets, not 23
}

TEST_CASE("H-03 blind when more than half of the probes could not be sent, however few there are") {
  BlindnessTest one;
  add(one, 1, unsent, 1, "Network is unreachable");
  CHECK(one.why_blind() == "1 of 1 probes could not be sent: Network is unreachable");
  BlindnessTest half;
  add(half, 4, unsent);
  add(half, 4, heard);
  CHECK(half.why_blind().empty());
  add(half, 1, unsent, 1, "Too many open files");
  CHECK(half.why_blind() == "5 of 9 probes could not be sent: Too many open files");
}

TEST_CASE("H-03 what was not looked at lately is no evidence") {
  BlindnessTest test;
  CHECK_FALSE(test.is_undecided());
  add(test, 50, Evidence::none);
  CHECK(test.is_undecided());
  CHECK(test.why_blind().empty());
  add(test, 1, unsent);
  CHECK_FALSE(test.is_undecided());
  CHECK_FALSE(test.why_blind().empty());
}

TEST_CASE("H-03 silence alone is blindness from 20 targets in 3 pools on, 9 of 10 silent") {
  BlindnessTest blind;
  add(blind, 18, silent, 3);
  add(blind, 2, heard);
  CHECK(blind.why_blind() == "18 of 20 targets are silent");
  BlindnessTest few;
  add(few, 19, silent, 3);
  CHECK(few.why_blind().empty());
  BlindnessTest two_pools;
  add(two_pools, 100, silent, 2);
  CHECK(two_pools.why_blind().empty());
  BlindnessTest some_heard;
  add(some_heard, 26, silent, 3);
  add(some_heard, 3, heard);
  CHECK(some_heard.why_blind().empty());
}

TEST_CASE("H-03 ten silent ones are enough while the others are still being asked, nine are not") {
  BlindnessTest test;
  add(test, 11, Evidence::none, 3);
  add(test, 9, silent, 3);
  CHECK(test.why_blind().empty());
  add(test, 1, silent);
  CHECK(test.why_blind() == "10 of 10 targets are silent");
}

TEST_CASE("H-03 backends that refuse are down, not out of test") {
  BlindnessTest test;
  for (int i = 0; i < 100; ++i)
    test.add({.evidence = failed("connect refused").evidence,
              .pool = rota::PoolId{static_cast<std::uint32_t>(i % 5)}});
  CHECK(test.why_blind().empty());
}

TEST_CASE("H-03 canaries decide: one that is heard proves the way, none that is heard is blindness") {
  BlindnessTest test;
  add(test, 50, silent, 5);
  test.add({.evidence = silent, .is_canary = true});
  CHECK(test.why_blind() == "no canary is heard, of 1");
  test.add({.evidence = heard, .is_canary = true});
  CHECK(test.why_blind().empty());
  BlindnessTest few;
  add(few, 2, heard);
  few.add({.evidence = silent, .is_canary = true});
  CHECK(few.why_blind() == "no canary is heard, of 1");
}
