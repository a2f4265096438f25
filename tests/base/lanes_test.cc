#include "base/lanes.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using namespace rota;

TEST_CASE("what lanes count is summed by path") {
  Lanes lanes;
  const Lane udp = lanes.add(Path::udp4), other = lanes.add(Path::udp4), tcp = lanes.add(Path::tcp6);
  udp.add(7);
  udp.add(7, 2);
  other.add(7, 10);
  tcp.add(7, 100);
  tcp.add(8);
  CHECK(lanes.sum(7) == ByPath{13, 0, 0, 100});
  CHECK(lanes.total(7) == 113);
  CHECK(lanes.total(8) == 1);
  CHECK(lanes.total(9) == 0);
}

TEST_CASE("ranges lie behind the head and do not overlap, however many there are") {
  Lanes lanes;
  const Lane lane = lanes.add(Path::udp4);
  std::uint32_t end = Lanes::head;
  for (const std::uint32_t size : {1U, 1000U, 200'000U, 3U}) {  // more than is opened at once
    const std::uint32_t first = lanes.take(size);
    CHECK(first >= end);
    end = first + size;
    lane.add(end - 1);
    CHECK(lanes.total(end - 1) == 1);
  }
}

TEST_CASE("a lane that comes late has the ranges that are taken already") {
  Lanes lanes;
  const std::uint32_t range = lanes.take(100'000);
  const Lane lane = lanes.add(Path::udp6);
  lane.add(range + 99'999, 5);
  CHECK(lanes.sum(range + 99'999) == ByPath{0, 5, 0, 0});
}

TEST_CASE("a range that was given back is taken again for the same size, and counts from zero") {
  Lanes lanes;
  const Lane first_lane = lanes.add(Path::udp4), second_lane = lanes.add(Path::udp6);
  const std::uint32_t range = lanes.take(3);
  first_lane.add(range + 2, 9);
  second_lane.add(range, 9);
  lanes.give_back(range, 3);
  CHECK(lanes.take(4) != range);
  const std::uint32_t again = lanes.take(3);
  CHECK(again == range);
  for (std::uint32_t i = 0; i < 3; ++i) CHECK(lanes.total(again + i) == 0);
}

TEST_CASE("more than a lane can hold is refused, not given") {
  Lanes lanes;
  lanes.add(Path::udp4);
  CHECK_THROWS_AS(lanes.take(1U << 26), std::bad_alloc);
  CHECK(lanes.take(1) == Lanes::head);
}

TEST_CASE("sums never fall while threads count, and end exact") {
  constexpr std::uint64_t rounds = 100'000;
  Lanes lanes;
  const std::uint32_t range = lanes.take(2);
  std::vector<Lane> own;
  for (const Path path : {Path::udp4, Path::udp6, Path::tcp4}) own.push_back(lanes.add(path));
  std::atomic<int> running{3};
  std::vector<std::thread> threads;
  for (const Lane lane : own)
    threads.emplace_back([&, lane] {
      for (std::uint64_t i = 0; i < rounds; ++i) lane.add(range + 1);
      --running;
    });
  std::uint64_t before = 0;
  bool falls = false;
  while (running > 0) {
    const std::uint64_t now = lanes.total(range + 1);
    falls = falls || now < before;
    before = now;
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(falls);
  CHECK(lanes.sum(range + 1) == ByPath{rounds, rounds, rounds, 0});
  CHECK(lanes.total(range) == 0);
}

TEST_CASE("lanes may come while somebody sums") {
  constexpr std::uint64_t lanes_to_come = 50;
  Lanes lanes;
  std::thread opener([&] {
    for (std::uint64_t i = 0; i < lanes_to_come; ++i) lanes.add(Path::tcp4).add(7);
  });
  bool falls = false;
  for (std::uint64_t seen = 0, now = 0; seen < lanes_to_come; seen = now) {
    now = lanes.total(7);
    falls = falls || now < seen;
  }
  opener.join();
  CHECK_FALSE(falls);
}

TEST_CASE("a spare lane has every counter") {
  const SpareLane spare;
  spare.lane().add(0);
  spare.lane().add((1U << 25) - 1);
}
