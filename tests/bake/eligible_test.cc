#include "bake/eligible.h"

#include <catch2/catch.hpp>

#include "support/configs.h"
#include "support/healths.h"

using namespace rota;
using namespace rota::test;
using bake::Eligible;
using config::Admin;

namespace {

// Each member has one target, of the same index, for every type.
Eligible eligible(const config::PoolConfig& pool, const health::TargetHealths& health) {
  IdVector<MemberId, health::MemberTargets> targets;
  for (const MemberId member : pool.members.ids()) {
    const TargetId target{member.value};
    targets.push_back({{target}, {target}, {target}});
  }
  return bake::eligible_members({}, pool, targets, health);
}

std::vector<std::size_t> members(const Eligible& eligible, std::size_t type = 0) {
  std::vector<std::size_t> out;
  for (const auto& candidate : eligible.types.at(type).members)
    if (candidate.weight > 0) out.push_back(candidate.leaf.member.value);
  return out;
}

}  // namespace

TEST_CASE("a member whose target is down is not named") {
  const auto pool =
      test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2"), test::member("192.0.2.3")});
  const Eligible out = eligible(pool, {is_up, is_down, is_up});
  CHECK(members(out) == std::vector<std::size_t>{0, 2});
  CHECK_FALSE(out.in_doubt);
  CHECK_FALSE(out.nobody);
}

TEST_CASE("one target in doubt puts the whole pool in doubt") {
  const auto pool = test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2")});
  CHECK(eligible(pool, {is_up, is_failing}).in_doubt);
}

TEST_CASE("all checks of a member must pass") {
  const auto pool = test::pool("web", {test::member("192.0.2.1")});
  const IdVector<MemberId, health::MemberTargets> targets{{{TargetId{0}, TargetId{1}}, {}, {}}};
  CHECK(bake::eligible_members({}, pool, targets, {is_up, is_down}).nobody);
  CHECK_FALSE(bake::eligible_members({}, pool, targets, {is_up, is_up}).nobody);
}

TEST_CASE("each family counts only members that have such an address") {
  auto both = test::member("192.0.2.1");
  both.v6 = parse_address("2001:db8::1");
  const auto pool = test::pool("web", {both, test::member("192.0.2.2")});
  const Eligible out = eligible(pool, {is_down, is_up});
  REQUIRE(out.types.size() == 2);
  CHECK(out.types[0].type == dns::Type::a);
  CHECK(members(out, 0) == std::vector<std::size_t>{1});
  CHECK(members(out, 1).empty());
  CHECK_FALSE(out.nobody);  // one family lives: all_down does not apply
}

TEST_CASE("the operator's word is above health") {
  auto pool =
      test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2"), test::member("192.0.2.3")});
  pool.members[MemberId{0}].admin = Admin::up;
  pool.members[MemberId{1}].admin = Admin::drain;
  pool.members[MemberId{2}].admin = Admin::down;
  const Eligible out = eligible(pool, {is_down, is_up, is_up});
  CHECK(members(out) == std::vector<std::size_t>{0});
  CHECK_FALSE(out.in_doubt);
}

TEST_CASE("P-93 a weight of 0 serves only when nobody with a weight can") {
  const auto pool = test::pool("web", {test::member("192.0.2.1", 3), test::member("192.0.2.2", 0)});
  CHECK(members(eligible(pool, {is_up, is_up})) == std::vector<std::size_t>{0});
  const Eligible out = eligible(pool, {is_down, is_up});
  CHECK(members(out) == std::vector<std::size_t>{1});
  CHECK(out.types[0].members[policy::CandidateId{1}].weight == 1);
}

TEST_CASE("everybody again leaves out whom the operator took out") {
  auto pool = test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2")});
  pool.members[MemberId{1}].admin = Admin::down;
  CHECK(members(bake::all_members({}, pool)) == std::vector<std::size_t>{0});
}

TEST_CASE("whom a pool last named is found again by name, and everybody when none is left") {
  auto pool =
      test::pool("web", {test::member("192.0.2.1"), test::member("192.0.2.2"), test::member("192.0.2.3")});
  const auto named = bake::names_of(pool, eligible(pool, {is_down, is_up, is_down}));
  std::swap(pool.members[MemberId{0}], pool.members[MemberId{1}]);  // a reload moved it
  CHECK(members(bake::members_named({}, pool, named)) == std::vector<std::size_t>{0});
  pool.members =
      IdVector<MemberId, config::MemberConfig>(std::vector(pool.members.begin() + 1, pool.members.end()));
  CHECK(members(bake::members_named({}, pool, named)) == std::vector<std::size_t>{0, 1});
}

TEST_CASE(
    "a policy sees all members that can give the type, with what they weigh now and are meant to weigh") {
  const auto pool = test::pool(
      "web", {test::member("192.0.2.1", 3), test::member("192.0.2.2", 2), test::member("192.0.2.3", 0)});
  const Eligible out = bake::eligible_members(
      PoolId{7}, pool, {{{TargetId{0}}, {}, {}}, {{TargetId{1}}, {}, {}}, {{TargetId{2}}, {}, {}}},
      {is_up, is_down, is_up});
  const auto& members = out.types[0].members;
  REQUIRE(members.size() == 3);
  CHECK(members[policy::CandidateId{0}].leaf == Leaf{PoolId{7}, MemberId{0}});
  CHECK(members[policy::CandidateId{0}].weight == 3);
  CHECK(members[policy::CandidateId{1}].weight == 0);
  CHECK(members[policy::CandidateId{1}].configured == 2);
  CHECK(members[policy::CandidateId{2}].weight == 0);  // a reserve, and others can serve
}
