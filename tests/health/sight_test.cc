#include "health/sight.h"

#include <catch2/catch.hpp>

using namespace rota::health;

namespace {

constexpr auto heard = Evidence::heard;
constexpr auto silent = Evidence::silent;
constexpr auto own = Evidence::own;
constexpr auto unsent = Evidence::unsent;

void add(Sight& sight, int count, Evidence evidence, std::uint32_t pools = 1, std::string_view reason = "") {
  for (int i = 0; i < count; ++i)
    sight.add({.evidence = evidence, .pool = static_cast<std::uint32_t>(i) % pools, .reason = reason});
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
  Sight sight;
  add(sight, 3, own, 3, "cannot load the certificates");
  CHECK(sight.why_blind().empty());
  sight.add({.evidence = own, .is_canary = true});
  CHECK(sight.why_blind().empty());
  CHECK_FALSE(sight.is_undecided());
  add(sight, 19, silent, 3);
  CHECK(sight.why_blind().empty());  // 19 targets, not 23
}

TEST_CASE("H-03 blind when more than half of the probes could not be sent, however few there are") {
  Sight one;
  add(one, 1, unsent, 1, "Network is unreachable");
  CHECK(one.why_blind() == "1 of 1 probes could not be sent: Network is unreachable");
  Sight half;
  add(half, 4, unsent);
  add(half, 4, heard);
  CHECK(half.why_blind().empty());
  add(half, 1, unsent, 1, "Too many open files");
  CHECK(half.why_blind() == "5 of 9 probes could not be sent: Too many open files");
}

TEST_CASE("H-03 what was not looked at lately is no evidence") {
  Sight sight;
  CHECK_FALSE(sight.is_undecided());
  add(sight, 50, Evidence::none);
  CHECK(sight.is_undecided());
  CHECK(sight.why_blind().empty());
  add(sight, 1, unsent);
  CHECK_FALSE(sight.is_undecided());
  CHECK_FALSE(sight.why_blind().empty());
}

TEST_CASE("H-03 silence alone is blindness from 20 targets in 3 pools on, 9 of 10 silent") {
  Sight blind;
  add(blind, 18, silent, 3);
  add(blind, 2, heard);
  CHECK(blind.why_blind() == "18 of 20 targets are silent");
  Sight few;
  add(few, 19, silent, 3);
  CHECK(few.why_blind().empty());
  Sight two_pools;
  add(two_pools, 100, silent, 2);
  CHECK(two_pools.why_blind().empty());
  Sight some_heard;
  add(some_heard, 26, silent, 3);
  add(some_heard, 3, heard);
  CHECK(some_heard.why_blind().empty());
}

TEST_CASE("H-03 ten silent ones are enough while the others are still being asked, nine are not") {
  Sight sight;
  add(sight, 11, Evidence::none, 3);
  add(sight, 9, silent, 3);
  CHECK(sight.why_blind().empty());
  add(sight, 1, silent);
  CHECK(sight.why_blind() == "10 of 10 targets are silent");
}

TEST_CASE("H-03 backends that refuse are down, not out of sight") {
  Sight sight;
  for (int i = 0; i < 100; ++i)
    sight.add({.evidence = failed("connect refused").evidence, .pool = static_cast<std::uint32_t>(i % 5)});
  CHECK(sight.why_blind().empty());
}

TEST_CASE("H-03 canaries decide: one that is heard proves the way, none that is heard is blindness") {
  Sight sight;
  add(sight, 50, silent, 5);
  sight.add({.evidence = silent, .is_canary = true});
  CHECK(sight.why_blind() == "no canary is heard, of 1");
  sight.add({.evidence = heard, .is_canary = true});
  CHECK(sight.why_blind().empty());
  Sight few;
  add(few, 2, heard);
  few.add({.evidence = silent, .is_canary = true});
  CHECK(few.why_blind() == "no canary is heard, of 1");
}
