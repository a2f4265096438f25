#include "base/persistent_map.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

using namespace rota;

namespace {

using Map = PersistentMap<int, int>;
using Model = std::map<int, int>;

Model model_of(const Map& map) {
  Model out;
  map.each([&](int key, int value) {
    CHECK((out.empty() || out.rbegin()->first < key));
    out[key] = value;
  });
  CHECK(out.size() == map.size());
  return out;
}

std::set<int> differences(const Map& a, const Map& b) {
  std::set<int> out;
  Map::each_difference(a, b, [&](int key) { CHECK(out.insert(key).second); });
  return out;
}

// The same, found the long way.
std::set<int> differences(const Model& a, const Model& b) {
  std::set<int> out;
  const auto add = [&](const Model& one, const Model& other) {
    for (const auto& [key, value] : one)
      if (const auto found = other.find(key); found == other.end() || found->second != value) out.insert(key);
  };
  add(a, b);
  add(b, a);
  return out;
}

}  // namespace

TEST_CASE("a persistent map is as a map, and its copies stay as they were") {
  std::mt19937 dice(1);
  Map map;
  Model model;
  for (int round = 0; round < 30; ++round) {
    const Map copy = map;
    const Model before = model;
    const int range = round < 15 ? 2000 : 150;  // grows, then shrinks
    for (int i = 0; i < 200; ++i) {
      const int key = std::uniform_int_distribution(0, range)(dice);
      const bool erases = std::uniform_int_distribution(0, 9)(dice) < (round < 15 ? 3 : 7);
      // Values are of the one moment: two are never equal by chance.
      const int value = round * 1000 + i;
      if (erases)
        CHECK(map.erase(key) == (model.erase(key) > 0));
      else
        map.set(key, model[key] = value);
      const auto* found = map.find(key);
      CHECK((found != nullptr) == model.contains(key));
      if (found != nullptr) CHECK(*found == model.at(key));
    }
    CHECK(model_of(map) == model);
    CHECK(model_of(copy) == before);
    CHECK(differences(copy, map) == differences(before, model));
  }
}

TEST_CASE("a persistent map is made of many at once, and emptied again") {
  std::vector<Map::Entry> sorted;
  for (int i = 0; i < 1000; ++i) sorted.push_back({i * 2, i});
  Map map(std::move(sorted));
  CHECK(map.size() == 1000);
  CHECK(*map.find(998) == 499);
  CHECK(map.find(999) == nullptr);
  for (int i = 0; i < 1000; ++i) REQUIRE(map.erase(i * 2));
  CHECK(map.empty());
  CHECK(map.find(0) == nullptr);
  map.set(7, 7);
  CHECK(*map.find(7) == 7);
}
