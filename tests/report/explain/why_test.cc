#include "report/explain/why.h"

#include "bake/all_down.h"

#include <catch2/catch.hpp>

#include "report/explain/explaining.h"

using namespace rota;
using namespace rota::test;
using report::Explaining;

namespace {

const std::string two =
    "[pool.web]\nnames = \"www\"\nmembers = [{ name = \"a\", address = \"192.0.2.1\" }, { name = \"b\", "
    "address = "
    "\"192.0.2.2\" }]\n";

std::string ttl(const Explaining& world) {
  return report::why_ttl(world.scene(), world.world->report(PoolId{0}));
}
std::string all_down(const Explaining& world) {
  return bake::what_all_down_does(world.scene().config, world.world->report(PoolId{0}));
}
std::string fewer(const Explaining& world) {
  const auto report = world.world->report(PoolId{0});
  return report::why_fewer(world.scene(), report, report.menus.front());
}

}  // namespace

TEST_CASE("a member's reason names the check, what it found and how far that has come") {
  Explaining world(two + "check = \"shared\"\n");
  CHECK(world.why(0) == "up: 'shared' passes");
  world.find(0, is_failing, "connect refused", 1, 3);
  CHECK(world.why(0) == "failing: 'shared' begins to fail (1 of 3): connect refused");
  CHECK(ttl(world) == "min, since a is falling (1 of 3): connect refused");
  world.find(0, is_down, "timeout");
  CHECK(world.why(0) == "down: 'shared' fails: timeout");
  CHECK(ttl(world) == "max, since all is steady");
  world.find(0, is_rising, "", 1, 2);
  CHECK(world.why(0) == "down: 'shared' only begins to pass (1 of 2)");
  CHECK(ttl(world) == "min, since a is rising (1 of 2)");
  world.find(0, is_unknown, "");
  CHECK(world.why(0) == "up: 'shared' has no result yet");
  world.find(0, {health::State::stale, false, true}, "");
  CHECK(world.why(0) == "stale: 'shared' has had no result for too long, and it was down");
}

TEST_CASE("what was found before a flip or after it is not told as the reason for what answers now") {
  Explaining world(two + "check = \"shared\"\n");
  world.find(0, is_down, "status 503");
  world.statuses[TargetId{0}].health = is_failing;  // a view of the moment before: one of three had failed
  world.statuses[TargetId{0}].count = 1;
  world.statuses[TargetId{0}].needed = 3;
  CHECK(world.why(0) == "down: 'shared' fails");
  world.find(0, is_rising, "", 1, 2);
  world.statuses[TargetId{0}].health = is_up;  // one of the moment after
  CHECK(ttl(world) == "min, since a is rising");
}

TEST_CASE("of several checks all must pass, and one written inline goes by its kind") {
  Explaining world(two + "check = [\"shared\", { type = \"http\" }]\n");
  CHECK(world.why(1) == "up: all of its checks pass");
  world.find(3, is_down, "status 503");
  CHECK(world.why(1) == "down: all of its checks must pass and its http check fails: status 503");
  CHECK(Explaining(two).why(0) == "up: it has no check");
}

TEST_CASE("what the operator said is told with who, until when and why") {
  Explaining world(two + "check = \"shared\"\n");
  world.world->override_member({{PoolId{0}, MemberId{0}}, config::Admin::drain, {}});
  health::Override said{.of = {"example", "web", "a"},
                        .admin = config::Admin::drain,
                        .weight = {},
                        .until = std::chrono::system_clock::from_time_t(1714564800),
                        .reason = "CHG-42",
                        .who = "alice"};
  world.overrides.set(said);
  CHECK(world.why(0) == "drained by alice until 2024-05-01 12:00:00 UTC: CHG-42");
  said.until.reset();
  said.reason = "";
  world.overrides.set(said);
  CHECK(world.why(0) == "drained by alice");
  const std::string drained =
      "[pool.web]\nnames = \"www\"\nmembers = [{ address = \"192.0.2.1\", admin = \"drain\" }]\n";
  CHECK(Explaining(drained).why(0) == "drained in the configuration file");
}

TEST_CASE("a reserve, a standby and a member without an address of the family say what they wait for") {
  const auto members = [](const std::string& list) {
    return "[pool.web]\nnames = \"www\"\npolicy = \"weighted\"\nmembers = [" + list + "]\n";
  };
  Explaining reserve(members("\"192.0.2.1\", { name = \"b\", address = \"192.0.2.2\", weight = 0 }") +
                     "check = \"shared\"\n");
  CHECK(reserve.why(1) == "weight 0: a reserve, others can serve");
  reserve.find(0, is_down, "timeout");
  CHECK(reserve.why(1) == "up: 'shared' passes; weight 0, but nobody with a weight can serve");

  Explaining standby(
      "[pool.web]\nnames = \"www\"\npolicy = \"failover\"\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n");
  CHECK(standby.why(0) == "up: it has no check");
  CHECK(standby.why(1) == "standby: 192.0.2.1 is eligible and earlier in the file");

  Explaining families(members("{ name = \"a\", address = [\"192.0.2.1\", \"2001:db8::1\"] }, \"192.0.2.2\"") +
                      "check = \"shared\"\n");
  CHECK(report::why_member(families.scene(), families.world->report(PoolId{0}), MemberId{1},
                           dns::Type::aaaa) == "has no IPv6 address");
  CHECK(families.why(1) == "up: 'shared' passes");
  families.find(1, is_down, "timeout");
  CHECK(families.why(0) == "A: up: 'shared' passes; AAAA: down: 'shared' fails: timeout");
}

TEST_CASE("while no member is healthy every member's reason says what the rule does") {
  const auto down = [](const std::string& rule) {
    auto world = std::make_unique<Explaining>(two + "check = \"shared\"\n" + rule);
    world->find(0, is_down, "timeout");
    world->find(1, is_down, "timeout");
    return world;
  };
  const std::string why = "down: 'shared' fails: timeout; no member is healthy, ";
  CHECK(down("")->why(0) == why + "so all members are returned (all_down = all)");
  CHECK(ttl(*down("")) == "min, since no member is healthy");
  CHECK(all_down(*down("")) ==
        "no member is eligible; applying all_down = \"all\": every member but those that the operator took "
        "out");
  CHECK(down("all_down = \"nodata\"")->why(0) == why + "so the answer is empty (all_down = nodata)");
  CHECK(down("all_down = \"servfail\"")->why(0) == why + "so the answer is SERVFAIL (all_down = servfail)");
  const auto good = down("all_down = \"last_good\"");
  CHECK(good->why(0) == why + "and others were the last (all_down = last_good)");
  CHECK(good->why(1) == why + "and it was among the last that were (all_down = last_good)");
  const auto fallback =
      down("fallback = \"sorry\"\nall_down = \"fallback\"\n[pool.sorry]\nmembers = [\"192.0.2.9\"]\n");
  CHECK(fallback->why(0) == why + "so pool 'sorry' answers (all_down = fallback)");
  CHECK(all_down(Explaining(two)).empty());
}

TEST_CASE("along a chain of fallbacks the pool that really answers is named") {
  const std::string chain =
      two +
      "check = \"shared\"\nfallback = \"dr\"\n[pool.dr]\nmembers = [\"192.0.2.3\"]\ncheck = \"shared\"\n";
  const std::string why = "down: 'shared' fails: timeout; no member is healthy, ";
  const auto down = [&](const std::string& rest) {
    auto world = std::make_unique<Explaining>(chain + rest);
    for (std::uint32_t target = 0; target < 3; ++target) world->find(target, is_down, "timeout");
    return world;
  };
  const std::string to_dr = "no member is eligible; applying all_down = \"fallback\" (pool \"dr\")";
  const auto sorry =
      down("fallback = \"sorry\"\nttl = \"60s\"\n[pool.sorry]\nmembers = [\"192.0.2.9\"]\nttl = \"2s\"\n");
  CHECK(sorry->why(0) == why + "so pool 'sorry' answers (all_down = fallback)");
  CHECK(all_down(*sorry) ==
        to_dr + "; no member of pool \"dr\" is eligible; applying all_down = \"fallback\" (pool \"sorry\")");
  CHECK(ttl(*sorry) == "that of pool 'sorry', which answers");
  const auto silent = down("all_down = \"servfail\"\n");
  CHECK(silent->why(0) == why + "so the answer is SERVFAIL (all_down = servfail of pool 'dr')");
  CHECK(down("")->why(0) == why + "so pool 'dr' answers (all_down = fallback)");
  silent->find(2, is_up, "");
  CHECK(silent->why(0) == why + "so pool 'dr' answers (all_down = fallback)");
  CHECK(all_down(*silent) == to_dr);
}

TEST_CASE("fewer answers than asked for have a reason") {
  const auto pool = [](const std::string& rest) {
    return Explaining("[pool.web]\nnames = \"www\"\n" + rest);
  };
  CHECK(fewer(pool("policy = \"weighted\"\nanswers = 2\nmembers = [{ address = \"192.0.2.1\", weight = 9 }, "
                   "\"192.0.2.2\"]\n"))
            .starts_with("1 of 2 in a reply instead of 2: with these weights"));
  CHECK(fewer(pool("answers = 3\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n")) ==
        "2 of 2 in a reply instead of 3: there are no more");
  CHECK(fewer(pool("answers = 1\nmembers = [\"192.0.2.1\", \"192.0.2.2\"]\n")).empty());
  CHECK(fewer(pool("members = [\"192.0.2.1\"]\n")).empty());
}
