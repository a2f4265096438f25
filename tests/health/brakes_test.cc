#include "health/brakes.h"

#include <catch2/catch.hpp>
#include <map>

using namespace rota;
using namespace rota::health;

namespace {

const Time start = Time(std::chrono::hours(1));

// One target for each member; fall() is the answer to a target that wants to, and its fall.
struct Pools {
  TargetList list;
  std::map<TargetId, Time> fallen;

  void add(int members, double share) {
    const auto pool = static_cast<std::uint32_t>(list.pools.size());
    list.brakes.push_back({.share = share});
    auto& made = list.pools.emplace_back();
    for (int i = 0; i < members; ++i) {
      made.push_back({.v4 = {TargetId::at(list.targets.size())}, .v6 = {}, .connect = {}});
      list.targets.emplace_back().pools = {PoolId{pool}};
    }
  }

  bool fall(std::uint32_t target, milliseconds after) {
    const Time now = start + after;
    const auto last_fall = [&](TargetId each) {
      const auto found = fallen.find(each);
      return found == fallen.end() ? std::optional<Time>() : found->second;
    };
    const bool may = may_fall(list, TargetId{target}, last_fall, now);
    if (may) fallen[TargetId{target}] = now;
    return may;
  }

  int fall_all(milliseconds after) {
    int count = 0;
    for (std::uint32_t i = 0; i < list.targets.size(); ++i)
      if (!fallen.contains(TargetId{i})) count += fall(i, after) ? 1 : 0;
    return count;
  }
};

}  // namespace

TEST_CASE_METHOD(Pools, "H-02 without a brake a pool may lose everybody at once") {
  add(10, 1);
  CHECK(fall_all(seconds(0)) == 10);
}

TEST_CASE_METHOD(Pools, "H-02 a brake of a quarter lets a quarter go in ten seconds, then another") {
  add(8, 0.25);
  CHECK(fall_all(seconds(0)) == 2);
  CHECK(fall_all(milliseconds(9999)) == 0);
  CHECK(fall_all(seconds(10)) == 2);
  CHECK(fall_all(seconds(20)) == 2);
  CHECK(fall_all(seconds(30)) == 2);
}

TEST_CASE_METHOD(Pools, "H-02 one member may always go, however small the pool and the share") {
  add(3, 0.25);
  CHECK(fall_all(seconds(0)) == 1);
  CHECK(fall_all(seconds(10)) == 1);
  CHECK(fall_all(seconds(20)) == 1);
}

TEST_CASE_METHOD(Pools, "H-02 a target that two pools share needs leave of both, and of no other pool") {
  add(4, 0.25);
  add(4, 1);
  list.targets[TargetId{0}].pools = {PoolId{0}, PoolId{1}};
  list.pools[PoolId{1}][MemberId{0}].v4 = {TargetId{0}};
  CHECK(fall(1, seconds(0)));
  CHECK_FALSE(fall(0, seconds(1)));
  CHECK(fall(5, seconds(1)));
  CHECK(fall(0, seconds(10)));
}

TEST_CASE_METHOD(Pools, "H-24 the other family of a member that fell needs no leave") {
  add(4, 0.25);
  list.pools[PoolId{0}][MemberId{0}].v6 = {TargetId::at(list.targets.size())};
  list.targets.emplace_back().pools = {PoolId{0}};
  CHECK(fall(0, seconds(0)));
  CHECK(fall(4, seconds(1)));
  CHECK_FALSE(fall(1, seconds(2)));
}
