#include "operate/override_request.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using config::Admin;
using operate::OverrideRequest;

namespace {

const config::MemberKey lb1{"lb.example", "web", "lb1"};
const WallTime now{std::chrono::seconds(1'700'000'000)};

Result<health::Override> read(const OverrideRequest& wanted,
                              config::PoolKind kind = config::PoolKind::address) {
  config::PoolConfig pool = test::pool("web", {test::member("192.0.2.1")});
  pool.kind = kind;
  return operate::read_override_request(wanted, lb1, pool, now);
}

std::string why(const OverrideRequest& wanted, config::PoolKind kind = config::PoolKind::address) {
  const auto said = read(wanted, kind);
  return said ? "understood" : said.error().text;
}

}  // namespace

TEST_CASE("a wanted comes to an override on its terms") {
  const auto said =
      read({.admin = "drain", .weight = 5, .duration = "2h", .reason = "CHG-42", .who = "alice"});
  REQUIRE(said.has_value());
  CHECK(said->of == lb1);
  CHECK(said->admin == Admin::drain);
  CHECK(said->weight == 5);
  CHECK(said->since == now);
  CHECK(said->until == now + std::chrono::hours(2));
  CHECK(said->reason == "CHG-42");
  CHECK(said->who == "alice");
  CHECK(operate::override_event(*said, "").text ==
        "override lb.example:web/lb1: drain, weight 5, until 2023-11-15T00:13:20.000Z");
}

TEST_CASE("ready says nothing of the member any more, and goes with nothing else") {
  const auto said = read({.admin = "ready", .who = "alice"});
  REQUIRE(said.has_value());
  CHECK_FALSE(said->admin.has_value());
  CHECK_FALSE(said->weight.has_value());
  CHECK(operate::override_event(*said, "ended: ").text == "override lb.example:web/lb1: ended: ready");
  const std::string alone =
      "'ready' takes back all that was said of the member: no weight and no duration go with it";
  CHECK(why({.admin = "ready", .weight = 1}) == alone);
  CHECK(why({.admin = "ready", .duration = "1h"}) == alone);
}

TEST_CASE("what cannot be done is refused with what can") {
  CHECK(why({}) == "nothing is asked for: say an admin, a weight or both");
  CHECK(why({.duration = "2h"}) == "nothing is asked for: say an admin, a weight or both");
  CHECK(
      why({.admin = "drian"}) ==
      R"("admin" must be one of "up", "down", "drain", "maint", "ready", not "drian"; did you mean "drain"?)");
  CHECK(why({.weight = -1}) == "\"weight\" must be from 0 to 1048575, not -1");
  CHECK(why({.weight = 1048576}) == "\"weight\" must be from 0 to 1048575, not 1048576");
  CHECK(why({.weight = 65536}, config::PoolKind::srv) == "\"weight\" must be from 0 to 65535, not 65536");
  CHECK(why({.weight = 65535}, config::PoolKind::srv) == "understood");
  for (const std::string bad : {"", "2", "0s", "-2h", "2 hours", "3651d", "1000000000d"})
    CHECK(why({.weight = 1, .duration = bad}) ==
          "\"for\" must be a duration such as \"30s\", \"2h\" or \"7d\", of at most 3650 days, not '" + bad +
              "'");
  CHECK(why({.weight = 1, .duration = "3650d"}) == "understood");
}

TEST_CASE("a reason is made fit to be shown, and cut") {
  const auto said = read({.admin = "up", .reason = "\x1b[31m" + std::string(1000, 'x')});
  REQUIRE(said.has_value());
  CHECK(said->reason.starts_with("\\x1b[31mx"));
  CHECK(said->reason.size() <= 503);
}

TEST_CASE("a weight that the policy does not look at is remarked on") {
  auto pool = test::pool("web", {test::member("192.0.2.1")});
  const auto remark = [&] {
    return operate::remark({.of = lb1, .weight = 5}, pool, pool.members[MemberId{0}]);
  };
  CHECK_THAT(remark(), Catch::StartsWith("weights mean nothing to policy 'round_robin' of pool 'web'"));
  pool.kind = config::PoolKind::srv;
  CHECK(remark().empty());
  pool.kind = config::PoolKind::address;
  pool.policy = "weighted";
  CHECK(remark().empty());
}

TEST_CASE("ready says what the file has kept to say") {
  auto pool = test::pool("web", {test::member("192.0.2.1")});
  CHECK(operate::remark({.of = lb1}, pool, pool.members[MemberId{0}]).empty());
  pool.members[MemberId{0}].admin = Admin::drain;
  CHECK(operate::remark({.of = lb1}, pool, pool.members[MemberId{0}]) ==
        "its file says admin = \"drain\", which holds again");
}
