#include "stats/lanes.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

using namespace rota;
using namespace rota::stats;

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

TEST_CASE("blocks lie behind the head and do not overlap, however many there are") {
  Lanes lanes;
  const Lane lane = lanes.add(Path::udp4);
  std::uint32_t end = Lanes::head;
  for (int i = 0; i < 20'000; ++i) {  // more than is opened at once
    const std::uint32_t first = lanes.take();
    REQUIRE(first >= end);
    end = first + Lanes::block;
    lane.add(end - 1);
    REQUIRE(lanes.total(end - 1) == 1);
  }
}

TEST_CASE("a lane that comes late has the blocks that are taken already") {
  Lanes lanes;
  std::uint32_t last = 0;
  for (int i = 0; i < 20'000; ++i) last = lanes.take();
  const Lane lane = lanes.add(Path::udp6);
  lane.add(last + 7, 5);
  CHECK(lanes.sum(last + 7) == ByPath{0, 5, 0, 0});
}

TEST_CASE("a block that was given back is taken again, and counts from zero") {
  Lanes lanes;
  const Lane first_lane = lanes.add(Path::udp4), second_lane = lanes.add(Path::udp6);
  const std::uint32_t block = lanes.take();
  first_lane.add(block + 2, 9);
  second_lane.add(block, 9);
  lanes.give_back(block);
  CHECK(lanes.take() == block);
  for (std::uint32_t i = 0; i < Lanes::block; ++i) CHECK(lanes.total(block + i) == 0);
}

TEST_CASE("more than a lane can hold is refused, and what was taken can be given back") {
  Lanes lanes;
  const std::uint32_t first = lanes.take();
  std::size_t taken = 1;
  CHECK_THROWS_AS(
      [&] {
        for (;; ++taken) lanes.take();
      }(),
      std::bad_alloc);
  CHECK(taken == lanes.most_blocks());
  lanes.give_back(first);
  CHECK(lanes.take() == first);
}

TEST_CASE("sums never fall while threads count, and end exact") {
  constexpr std::uint64_t rounds = 100'000;
  Lanes lanes;
  const std::uint32_t range = lanes.take();
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
