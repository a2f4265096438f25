#include "operate/overriding.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::test;
using config::Admin;
using config::MemberKey;

namespace {

MemberKey key(const std::string& member) { return {"lb.example", "web", member}; }

const health::OverrideRows rows({{.of = key("192.0.2.1"), .admin = Admin::drain},
                                 {.of = key("192.0.2.1"), .weight = 5},
                                 {.of = key("192.0.2.2"), .admin = Admin::up},
                                 {.of = key("192.0.2.9"), .admin = Admin::down}});

std::shared_ptr<config::Config> web() {
  auto pool = test::pool("web", {member("192.0.2.1"), member("192.0.2.2"), member("192.0.2.3")});
  pool.members[MemberId{1}].admin = pool.members[MemberId{2}].admin = Admin::maint;
  return config_of({pool});
}

}  // namespace

TEST_CASE("overrides come to one a member, without those of members that are gone") {
  const auto out = operate::overrides_on(operate::PoolIndex(web()), rows);
  REQUIRE(out.size() == 2);
  CHECK(out[0].of.member == MemberId{0});
  CHECK(out[0].admin == Admin::drain);
  CHECK(out[0].weight == 5);
  CHECK(out[1].of.member == MemberId{1});
}

TEST_CASE("a weight that an SRV record cannot carry is cut to what it can") {
  auto config = web();
  config->pools[PoolId{0}].kind = config::PoolKind::srv;
  const health::OverrideRows heavy({{.of = key("192.0.2.3"), .weight = 1'000'000}});
  CHECK(operate::overrides_on(operate::PoolIndex(config), heavy).at(0).weight == 65'535);
}

TEST_CASE("members are out by the file or by an override, which has the last word") {
  const auto config = web();
  bake::OverriddenPools run(config->pools);
  CHECK(operate::members_out(*config, run) == std::set<MemberKey>{key("192.0.2.2"), key("192.0.2.3")});
  run.replace(operate::overrides_on(operate::PoolIndex(config), rows));
  CHECK(operate::members_out(*config, run) == std::set<MemberKey>{key("192.0.2.1"), key("192.0.2.3")});
}
