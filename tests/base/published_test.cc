#include "base/published.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <optional>
#include <thread>

using namespace rota;

namespace {

// Two numbers that always match, unless someone reads what is being written or
// has been freed; and a count of how many exist.
struct World {
  explicit World(std::uint64_t number_) : number(number_), again(number_) { ++living; }
  ~World() {
    number = 0;
    --living;
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  std::uint64_t number;
  std::uint64_t again;
  static inline std::atomic<int> living{0};
};

using Worlds = Published<World>;

void publish(Worlds& worlds, std::uint64_t number) { worlds.publish(std::make_shared<const World>(number)); }

}  // namespace

TEST_CASE("nothing is read before the first is published") {
  Worlds worlds;
  Worlds::Reader reader(worlds);
  CHECK(reader.get() == nullptr);
  CHECK(worlds.edition() == 0);
}

TEST_CASE("a reader sees the newest each time it looks") {
  Worlds worlds;
  Worlds::Reader reader(worlds);
  publish(worlds, 1);
  REQUIRE(reader.get() != nullptr);
  CHECK(reader.get()->number == 1);
  publish(worlds, 2);
  publish(worlds, 3);
  CHECK(reader.get()->number == 3);
  CHECK(worlds.edition() == 3);
}

TEST_CASE("X-24 who is called comes with the next look, and nothing is new by that") {
  Worlds worlds;
  Worlds::Reader one(worlds), other(worlds);
  publish(worlds, 1);
  const std::uint64_t turn = worlds.call();
  CHECK(worlds.oldest_turn() < turn);
  one.get();
  CHECK(worlds.oldest_turn() < turn);
  const World* held = other.get();
  CHECK(worlds.oldest_turn() == turn);
  CHECK(worlds.edition() == 1);
  CHECK(held->number == 1);
}

TEST_CASE("what a reader still holds is not freed, and the rest is freed by the sweep") {
  REQUIRE(World::living == 0);
  {
    Worlds worlds;
    Worlds::Reader reader(worlds);
    publish(worlds, 1);
    const World* held = reader.get();
    publish(worlds, 2);
    publish(worlds, 3);
    CHECK(World::living == 3);
    worlds.sweep();
    CHECK(World::living == 2);  // the second was never looked at
    CHECK(held->number == 1);
    reader.get();
    CHECK(World::living == 2);  // the reader frees nothing
    worlds.sweep();
    CHECK(World::living == 1);
  }
  CHECK(World::living == 0);
}

TEST_CASE("the oldest edition in use is that of the slowest reader") {
  Worlds worlds;
  CHECK(worlds.oldest_in_use() == 0);
  publish(worlds, 1);
  CHECK(worlds.oldest_in_use() == 1);  // no reader: the newest
  Worlds::Reader quick(worlds);
  std::optional<Worlds::Reader> slow(std::in_place, worlds);
  quick.get();
  slow->get();
  publish(worlds, 2);
  quick.get();
  CHECK(worlds.oldest_in_use() == 1);
  slow->get();
  CHECK(worlds.oldest_in_use() == 2);
  publish(worlds, 3);
  quick.get();
  CHECK(worlds.oldest_in_use() == 2);
  slow.reset();
  CHECK(worlds.oldest_in_use() == 3);
}

TEST_CASE("readers in other threads see whole worlds in order while a writer swaps and sweeps") {
  constexpr std::uint64_t last = 20'000;
  Worlds worlds;
  publish(worlds, 1);
  std::atomic<bool> is_wrong{false};
  const auto read = [&] {
    Worlds::Reader reader(worlds);
    std::uint64_t before = 0;
    while (before < last) {
      const World* world = reader.get();
      if (world->number != world->again || world->number < before) is_wrong = true;
      before = world->number;
      if (is_wrong) return;
    }
  };
  std::thread first(read);
  std::thread second(read);
  for (std::uint64_t number = 2; number <= last; ++number) {
    publish(worlds, number);
    worlds.sweep();
    if (worlds.oldest_in_use() > worlds.edition()) is_wrong = true;
  }
  first.join();
  second.join();
  CHECK_FALSE(is_wrong);
  worlds.sweep();
  CHECK(World::living == 1);
}
