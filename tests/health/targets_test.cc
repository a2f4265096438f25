#include "health/targets.h"

#include <catch2/catch.hpp>

using namespace rota;
using rota::health::list_targets;

namespace {

config::MemberConfig member(std::string name, std::string v4, std::string v6 = "") {
  config::MemberConfig out;
  out.name = std::move(name);
  out.v4 = parse_address(v4);
  out.v6 = parse_address(v6);
  return out;
}

config::Config with_checks(std::initializer_list<std::string> kinds) {
  config::Config out;
  out.zones.push_back({dns::parse_name("lb.example").value(), nullptr, {}});
  for (const auto& kind : kinds) out.checks.emplace_back().kind = kind;
  return out;
}

config::PoolConfig& add_pool(config::Config& config, std::string name,
                             const std::vector<std::uint32_t>& checks) {
  auto& pool = config.pools.emplace_back();
  pool.name = std::move(name);
  for (const std::uint32_t check : checks) pool.checks.push_back(CheckId{check});
  return pool;
}

using Members = std::vector<config::MemberKey>;

}  // namespace

TEST_CASE("an address and check used by two pools is one target with both members") {
  auto config = with_checks({"tcp 80", "tcp 443", "tcp 80"});  // the first and the last do the same
  add_pool(config, "web", {0}).members = {member("lb1", "192.0.2.1")};
  add_pool(config, "api", {2}).members = {member("a", "192.0.2.1"), member("b", "192.0.2.2")};
  add_pool(config, "tls", {1}).members = {member("lb1", "192.0.2.1")};

  const auto list = list_targets(config);
  REQUIRE(list.targets.size() == 3);
  CHECK(list.targets[TargetId{0}].address.text() == "192.0.2.1");
  CHECK(list.targets[TargetId{0}].members ==
        Members{{"lb.example", "web", "lb1"}, {"lb.example", "api", "a"}});
  CHECK(list.targets[TargetId{1}].address.text() == "192.0.2.2");
  CHECK(list.targets[TargetId{2}].address.text() == "192.0.2.1");
  CHECK(list.targets[TargetId{2}].check == CheckId{1});
  CHECK(list.pools[PoolId{1}][MemberId{0}].v4 == std::vector{TargetId{0}});
  CHECK(list.pools[PoolId{1}][MemberId{1}].v4 == std::vector{TargetId{1}});
  CHECK(list.pools[PoolId{2}][MemberId{0}].v4 == std::vector{TargetId{2}});
  CHECK(list.targets[TargetId{0}].pools == std::vector{PoolId{0}, PoolId{1}});
  CHECK(list.targets[TargetId{1}].pools == std::vector{PoolId{1}});
}

TEST_CASE("checks that do the same at one address share its probes, by the shortest interval") {
  auto config = with_checks({"tcp 80", "tcp 80", "tcp 80"});
  config.checks[CheckId{0}].timing.interval = seconds(9);
  config.checks[CheckId{1}].timing.interval = seconds(2);
  for (std::uint32_t i = 0; i < 3; ++i)
    config.checks[CheckId{i}].at = {std::make_shared<const std::string>("a.toml"), i + 1, 1};
  add_pool(config, "slow", {0}).members = {member("a", "192.0.2.1"), member("b", "192.0.2.2")};
  add_pool(config, "fast", {1}).members = {member("a", "192.0.2.1")};
  add_pool(config, "usual", {2}).members = {member("a", "192.0.2.1")};

  const auto list = list_targets(config);
  REQUIRE(list.targets.size() == 2);
  CHECK(list.targets[TargetId{0}].check == CheckId{1});
  CHECK(list.targets[TargetId{1}].check == CheckId{0});
  Mistakes mistakes;
  health::warn_of_shared_probes(config, list, mistakes);
  REQUIRE(mistakes.all().size() == 2);
  CHECK(mistakes.all()[0].line() ==
        "a.toml:1:1: warning: the check at a.toml:2:1 does the same at 192.0.2.1: they share probes, which "
        "follow the timing of that check");
  CHECK(mistakes.all()[1].at.line == 3);
}

TEST_CASE("H-03 a target is a canary when one of its pools is, and every pool has its brake") {
  auto config = with_checks({"tcp 80"});
  add_pool(config, "web", {0}).members = {member("lb1", "192.0.2.1"), member("lb2", "192.0.2.2")};
  auto& gateways = add_pool(config, "gateways", {0});
  gateways.members = {member("gw", "192.0.2.1")};
  gateways.canary = true;
  gateways.brake.share = 0.5;

  const auto list = list_targets(config);
  CHECK(list.targets[TargetId{0}].is_canary);
  CHECK_FALSE(list.targets[TargetId{1}].is_canary);
  REQUIRE(list.brakes.size() == 2);
  CHECK(list.brakes[PoolId{0}].share == 1);
  CHECK(list.brakes[PoolId{1}].share == 0.5);
}

TEST_CASE("every check of a pool and every family of a member is a target") {
  auto config = with_checks({"tcp 80", "tcp 443"});
  add_pool(config, "web", {0, 1}).members = {member("lb1", "192.0.2.1", "2001:db8::1")};

  const auto list = list_targets(config);
  REQUIRE(list.targets.size() == 4);
  CHECK(list.pools[PoolId{0}][MemberId{0}].v4 == std::vector{TargetId{0}, TargetId{2}});
  CHECK(list.pools[PoolId{0}][MemberId{0}].v6 == std::vector{TargetId{1}, TargetId{3}});
  CHECK(list.targets[TargetId{3}].address.text() == "2001:db8::1");
  CHECK(list.targets[TargetId{3}].check == CheckId{1});
}

TEST_CASE("a member the operator took out is probed all the same") {
  auto config = with_checks({"tcp 80"});
  auto& pool = add_pool(config, "web", {0});
  pool.members = {member("up", "192.0.2.1"), member("down", "192.0.2.2"), member("drain", "192.0.2.3")};
  pool.members[MemberId{0}].admin = config::Admin::up;
  pool.members[MemberId{1}].admin = config::Admin::down;
  pool.members[MemberId{2}].admin = config::Admin::drain;
  CHECK(list_targets(config).targets.size() == 3);
}

TEST_CASE("a member with a target is probed at its connect address") {
  auto config = with_checks({"tcp 80"});
  auto& pool = add_pool(config, "cdn", {0});
  pool.kind = config::PoolKind::cname;
  pool.members.resize(2);
  pool.members[MemberId{0}].connect = parse_address("192.0.2.9");

  const auto list = list_targets(config);
  REQUIRE(list.targets.size() == 1);
  CHECK(list.pools[PoolId{0}][MemberId{0}].connect == std::vector{TargetId{0}});
  CHECK(list.pools[PoolId{0}][MemberId{1}].connect.empty());
}

TEST_CASE("a pool without checks has members without targets") {
  auto config = with_checks({});
  add_pool(config, "web", {}).members = {member("lb1", "192.0.2.1")};
  const auto list = list_targets(config);
  CHECK(list.targets.empty());
  REQUIRE(list.pools.size() == 1);
  CHECK(list.pools[PoolId{0}].size() == 1);
}
