#include "stats/counters.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "support/counters.h"

using namespace rota;
using namespace rota::stats;

TEST_CASE("what all_counters count is summed by path") {
  AllCounters all_counters;
  constexpr CounterId seven{7}, eight{8}, nine{9};
  const ThreadCounters udp = all_counters.add(test::udp4), other = all_counters.add(test::udp4),
                       tcp = all_counters.add(test::tcp6);
  udp.add(seven);
  udp.add(seven, 2);
  other.add(seven, 10);
  tcp.add(seven, 100);
  tcp.add(eight);
  CHECK(all_counters.sum(seven) == ByPath{13, 0, 0, 100});
  CHECK(all_counters.total(seven) == 113);
  CHECK(all_counters.total(eight) == 1);
  CHECK(all_counters.total(nine) == 0);
}

TEST_CASE("blocks lie behind the head and do not overlap, however many there are") {
  AllCounters all_counters;
  const ThreadCounters counters = all_counters.add(test::udp4);
  std::uint32_t end = AllCounters::head;
  for (int i = 0; i < 20'000; ++i) {  // more than is opened at once
    const CounterId first = all_counters.take(), last = first + (AllCounters::block - 1);
    REQUIRE(first.value >= end);
    end = last.value + 1;
    counters.add(last);
    REQUIRE(all_counters.total(last) == 1);
  }
}

TEST_CASE("a thread that comes late has the blocks that are taken already") {
  AllCounters all_counters;
  CounterId last;
  for (int i = 0; i < 20'000; ++i) last = all_counters.take();
  const ThreadCounters counters = all_counters.add(test::udp6);
  counters.add(last + 7, 5);
  CHECK(all_counters.sum(last + 7) == ByPath{0, 5, 0, 0});
}

TEST_CASE("a block that was given back is taken again, and counts from zero") {
  AllCounters all_counters;
  const ThreadCounters first_thread = all_counters.add(test::udp4),
                       second_thread = all_counters.add(test::udp6);
  const CounterId block = all_counters.take();
  first_thread.add(block + 2, 9);
  second_thread.add(block, 9);
  all_counters.give_back(block);
  CHECK(all_counters.take() == block);
  for (std::uint32_t i = 0; i < AllCounters::block; ++i) CHECK(all_counters.total(block + i) == 0);
}

TEST_CASE("more blocks than there is room for is refused, and what was taken can be given back") {
  AllCounters all_counters;
  const CounterId first = all_counters.take();
  std::size_t taken = 1;
  CHECK_THROWS_AS(
      [&] {
        for (;; ++taken) all_counters.take();
      }(),
      std::bad_alloc);
  CHECK(taken == all_counters.most_blocks());
  all_counters.give_back(first);
  CHECK(all_counters.take() == first);
}

TEST_CASE("sums never fall while threads count, and end exact") {
  constexpr std::uint64_t rounds = 100'000;
  AllCounters all_counters;
  const CounterId range = all_counters.take();
  std::vector<ThreadCounters> own;
  for (const Path path : {test::udp4, test::udp6, test::tcp4}) own.push_back(all_counters.add(path));
  std::atomic<int> running{3};
  std::vector<std::thread> threads;
  for (const ThreadCounters counters : own)
    threads.emplace_back([&, counters] {
      for (std::uint64_t i = 0; i < rounds; ++i) counters.add(range + 1);
      --running;
    });
  std::uint64_t before = 0;
  bool falls = false;
  while (running > 0) {
    const std::uint64_t now = all_counters.total(range + 1);
    falls = falls || now < before;
    before = now;
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(falls);
  CHECK(all_counters.sum(range + 1) == ByPath{rounds, rounds, rounds, 0});
  CHECK(all_counters.total(range) == 0);
}

TEST_CASE("all_counters may come while somebody sums") {
  constexpr std::uint64_t threads_to_come = 50;
  AllCounters all_counters;
  std::thread opener([&] {
    for (std::uint64_t i = 0; i < threads_to_come; ++i) all_counters.add(test::tcp4).add(CounterId{7});
  });
  bool falls = false;
  for (std::uint64_t seen = 0, now = 0; seen < threads_to_come; seen = now) {
    now = all_counters.total(CounterId{7});
    falls = falls || now < seen;
  }
  opener.join();
  CHECK_FALSE(falls);
}

TEST_CASE("spare counters have every counter") {
  const SpareCounters spare;
  spare.counters().add(CounterId{0});
  spare.counters().add(CounterId{(1U << 25) - 1});
}
