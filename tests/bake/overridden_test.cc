#include "bake/overridden.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using bake::OverriddenPools;
using config::Admin;

namespace {

const IdVector<PoolId, config::PoolConfig> three = {
    test::pool("a", {test::member("192.0.2.1", 3), test::member("192.0.2.2", 1)}),
    test::pool("b", {test::member("192.0.2.3")}), test::pool("c", {test::member("192.0.2.4")})};

}  // namespace

TEST_CASE("what is said of a member stands in place of what is written, admin and weight each") {
  OverriddenPools pools(three);
  CHECK(pools.set({.of = {PoolId{0}, MemberId{0}}, .admin = Admin::drain}));
  CHECK(pools[PoolId{0}].members[MemberId{0}].admin == Admin::drain);
  CHECK(pools[PoolId{0}].members[MemberId{0}].weight == 3);
  CHECK(pools.set({.of = {PoolId{0}, MemberId{0}}, .weight = 7}));
  CHECK(pools[PoolId{0}].members[MemberId{0}].admin == Admin::automatic);
  CHECK(pools[PoolId{0}].members[MemberId{0}].weight == 7);
  CHECK(&pools[PoolId{1}] == &three[PoolId{1}]);
}

TEST_CASE("a pool that is run as written again is the written one") {
  OverriddenPools pools(three);
  CHECK(pools.set({.of = {PoolId{0}, MemberId{1}}, .admin = Admin::down, .weight = 5}));
  CHECK(pools.set({.of = {PoolId{0}, MemberId{1}}, .weight = 1}));
  CHECK(&pools[PoolId{0}] == &three[PoolId{0}]);
  CHECK_FALSE(pools.set({.of = {PoolId{0}, MemberId{1}}}));
}

TEST_CASE("saying again what holds already changes nothing, nor does a word of nobody") {
  OverriddenPools pools(three);
  CHECK(pools.set({.of = {PoolId{1}, MemberId{0}}, .weight = 2}));
  CHECK_FALSE(pools.set({.of = {PoolId{1}, MemberId{0}}, .weight = 2}));
  CHECK_FALSE(pools.set({.of = {PoolId{1}, MemberId{1}}, .weight = 2}));
  CHECK_FALSE(pools.set({.of = {PoolId{3}, MemberId{0}}, .weight = 2}));
}

TEST_CASE("replacing all that was said tells exactly the pools that are run differently") {
  OverriddenPools pools(three);
  pools.set({.of = {PoolId{0}, MemberId{0}}, .admin = Admin::drain});
  pools.set({.of = {PoolId{1}, MemberId{0}}, .weight = 9});
  auto other = pools.replace(std::vector<bake::MemberOverride>{
      {.of = {PoolId{1}, MemberId{0}}, .weight = 9}, {.of = {PoolId{2}, MemberId{0}}, .admin = Admin::up}});
  std::ranges::sort(other);
  CHECK(other == std::vector{PoolId{0}, PoolId{2}});
  CHECK(&pools[PoolId{0}] == &three[PoolId{0}]);
  CHECK(pools[PoolId{1}].members[MemberId{0}].weight == 9);
  CHECK(pools[PoolId{2}].members[MemberId{0}].admin == Admin::up);
}

TEST_CASE("what is said of one member in several places adds up") {
  OverriddenPools pools(three);
  pools.replace(std::vector<bake::MemberOverride>{{.of = {PoolId{0}, MemberId{0}}, .admin = Admin::drain},
                                                  {.of = {PoolId{0}, MemberId{0}}, .weight = 9},
                                                  {.of = {PoolId{9}, MemberId{0}}, .weight = 9}});
  CHECK(pools[PoolId{0}].members[MemberId{0}].admin == Admin::drain);
  CHECK(pools[PoolId{0}].members[MemberId{0}].weight == 9);
}
