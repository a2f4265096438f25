#include "serve/listeners/overload.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::serve;

namespace {

constexpr std::size_t batch = 32;
constexpr double room = 10'000;  // requests in the queue

// Batches of 32 at most that take half a millisecond, and what comes meanwhile.
struct Bench {
  double waiting = 0, dropped = 0, answered = 0, longest = 0;
  double share = 1;
  std::chrono::microseconds pace{500};
  Time now{std::chrono::hours(1)};
  Overload overload;

  void come(double requests) {
    waiting += requests * share;
    dropped += requests * (1 - share) + std::max(waiting - room, 0.0);
    waiting = std::min(waiting, room);
  }

  void run(milliseconds span, double come_a_batch) {
    longest = 0;
    for (const Time end = now + span; now < end; now += pace) {
      come(come_a_batch);
      const auto taken = static_cast<std::size_t>(std::min<double>(waiting, batch));
      waiting -= static_cast<double>(taken);
      answered += static_cast<double>(taken);
      longest = std::max(longest, waiting);
      if (taken < batch && !overload.is_acting()) {
        overload.rest();
        continue;
      }
      const Overload::Queue queue{static_cast<std::uint64_t>(dropped), static_cast<std::size_t>(waiting)};
      if (const auto told = overload.judge(taken, taken == batch, now, queue)) share = *told;
    }
  }
};

}  // namespace

TEST_CASE("O-01 under a flood nearly all that can be answered is, and nobody waits for long") {
  for (const double flood : {40.0, 96.0, 1000.0}) {
    Bench bench;
    bench.run(seconds(3), flood);
    const double answered = bench.answered;
    bench.run(seconds(10), flood);
    CAPTURE(flood, bench.share, bench.longest);
    CHECK(bench.longest < 32 * 2 * 5);  // five milliseconds' worth
    CHECK((bench.answered - answered) / (20'000.0 * batch) > 0.95);
  }
}

TEST_CASE("O-01 whoever answers slowly has always a batch to answer") {
  Bench bench;
  bench.pace = milliseconds(10);
  bench.run(seconds(30), 96);  // what waited when it began takes its time
  const double answered = bench.answered;
  bench.run(seconds(10), 96);
  CHECK(bench.longest < 32 * 4);
  CHECK((bench.answered - answered) / (1000 * batch) > 0.95);
}

TEST_CASE("O-01 a flood that comes in gusts is met as one") {
  Bench bench;
  bench.run(seconds(1), 96);
  for (int gusts = 0; gusts < 100; ++gusts) {
    bench.run(milliseconds(20), 16);
    bench.run(milliseconds(30), 200);
    CAPTURE(gusts, bench.share);
    CHECK(bench.longest < 32 * 2 * 5);
  }
}

TEST_CASE("O-01 nobody is shut out when nothing comes any more") {
  Bench bench;
  bench.run(seconds(1), 96);
  bench.come(20 * 96);
  const Overload::Queue full{static_cast<std::uint64_t>(bench.dropped), 10'000};
  CHECK(bench.overload.judge(batch, true, bench.now, full) == 0.0);
  const Overload::Queue empty{full.dropped, 0};
  CHECK(bench.overload.judge(0, false, bench.now, empty) > 0.0);
  CHECK(bench.overload.judge(0, false, bench.now + milliseconds(250), empty) == 1.0);
}

TEST_CASE("O-01 what waits after a pause is answered, all of it") {
  Bench bench;
  bench.come(3 * room - 16);  // two thirds are lost while nobody reads
  const double lost = bench.dropped;
  bench.run(seconds(2), 16);
  CHECK(bench.dropped <= lost + 16);
  CHECK(bench.waiting == 0);
}

TEST_CASE("O-01 a queue that is long but never overflows is answered, all of it") {
  Bench bench;
  bench.come(room - 100);
  bench.run(seconds(5), batch);
  CHECK(bench.dropped == 0);
}

TEST_CASE("O-01 once the flood is over everybody is let in again, soon") {
  Bench bench;
  bench.run(seconds(3), 96);
  bench.run(milliseconds(200), 16);
  CHECK(bench.share == 1);
  CHECK_FALSE(bench.overload.is_acting());
  const double lost = bench.dropped;
  bench.run(seconds(2), 16);
  CHECK(bench.dropped == lost);
}
