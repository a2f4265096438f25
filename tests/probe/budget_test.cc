#include "probe/budget.h"

#include <catch2/catch.hpp>

#include "support/fake_clock.h"

using namespace rota;
using namespace rota::probe;

namespace {

struct Budgeting {
  test::FakeClock clock;

  // So many beats, one every tenth of a second, each late by so much; what is allowed then.
  std::size_t after(probe::Budget& budget, int beats, milliseconds late) {
    for (int i = 0; i < beats; ++i) {
      clock.advance(milliseconds(100));
      budget.beat(clock.now(), late);
    }
    return budget.in_flight();
  }
};

}  // namespace

TEST_CASE_METHOD(Budgeting, "A3 while the loop is in time, all descriptors may be used within two seconds") {
  probe::Budget budget(16'384);
  CHECK(after(budget, 20, milliseconds(1)) == 16'384);
  CHECK(after(budget, 20, milliseconds(1)) == 16'384);
}

TEST_CASE_METHOD(Budgeting, "A3 while the loop is late, fewer probes are in flight, but some always") {
  probe::Budget budget(16'384);
  after(budget, 20, milliseconds(1));
  CHECK(after(budget, 1, milliseconds(201)) == 8'192);
  CHECK(after(budget, 10, milliseconds(100)) == 8'192);  // not much, but too late to grow
  CHECK(after(budget, 100, seconds(5)) == 64);
  CHECK(after(budget, 1, milliseconds(1)) == 81);
}

TEST_CASE_METHOD(Budgeting, "A3 many beats in a short time do not make it grow faster") {
  probe::Budget budget(16'384);
  after(budget, 1, milliseconds(1));
  const std::size_t before = budget.in_flight();
  for (int i = 0; i < 1000; ++i) budget.beat(clock.now(), milliseconds(0));
  CHECK(budget.in_flight() == before);
}

TEST_CASE_METHOD(Budgeting, "A3 with few descriptors there are few probes, late or not") {
  probe::Budget budget(16);
  CHECK(budget.in_flight() == 16);
  CHECK(after(budget, 10, seconds(5)) == 16);
  CHECK(after(budget, 10, milliseconds(1)) == 16);
}
