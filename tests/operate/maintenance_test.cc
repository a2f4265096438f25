#include "operate/maintenance.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::test;

namespace {

// web has 192.0.2.1 with 2001:db8::1, and 192.0.2.2; api has 192.0.2.1 too.
std::shared_ptr<const health::TargetList> targets() {
  auto both = member("192.0.2.1");
  both.v6 = parse_address("2001:db8::1");
  const auto config =
      config_of({pool("web", {both, member("192.0.2.2")}), pool("api", {member("192.0.2.1")})});
  return std::make_shared<const health::TargetList>(health::list_targets(*config));
}

operate::Maintenance nobody() {
  return operate::Maintenance(targets(), [](const Leaf&) { return false; });
}

}  // namespace

TEST_CASE("a target is paused when every member that uses it is in maintenance") {
  REQUIRE(targets()->targets.size() == 3);  // 192.0.2.1, 2001:db8::1, 192.0.2.2
  operate::Maintenance maintenance = nobody();
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{false, false, false});
  CHECK(maintenance.set({PoolId{0}, MemberId{0}}, true));
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{false, true, false});  // api still needs the first
  CHECK(maintenance.set({PoolId{1}, MemberId{0}}, true));
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{true, true, false});
  CHECK(maintenance.set({PoolId{0}, MemberId{0}}, false));
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{false, false, false});
}

TEST_CASE("a word that pauses nothing is told to change nothing") {
  operate::Maintenance maintenance = nobody();
  CHECK_FALSE(maintenance.set({PoolId{0}, MemberId{1}}, false));
  CHECK_FALSE(maintenance.set({PoolId{1}, MemberId{0}}, true));  // web uses it still
  CHECK_FALSE(maintenance.set({PoolId{1}, MemberId{0}}, true));
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{false, false, false});
}

TEST_CASE("members that are in maintenance from the start are counted so") {
  const operate::Maintenance maintenance(targets(), [](const Leaf& leaf) { return leaf.pool == PoolId{0}; });
  CHECK(maintenance.paused() == IdVector<TargetId, bool>{false, true, true});
}
