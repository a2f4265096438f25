#include "operate/events/health_events.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::operate;

namespace {

health::Target used_by(std::size_t members) {
  health::Target out;
  out.address = parse_address("192.0.2.1").value();
  for (std::size_t i = 1; i <= members; ++i)
    out.members.push_back({"lb.example", "web", "lb" + std::to_string(i)});
  return out;
}

const health::News down{LogLevel::warning, "down: status 503 (3/3)", "status 503"};

}  // namespace

TEST_CASE("a target gives an event for each of its members") {
  const auto events = member_events(used_by(2), down);
  REQUIRE(events.size() == 2);
  CHECK(events[1].kind == EventKind::member);
  CHECK(events[1].of == config::MemberKey{"lb.example", "web", "lb2"});
  CHECK(events[1].text == "member lb.example:web/lb2 (IPv4 192.0.2.1) down: status 503 (3/3)");
  CHECK(events[1].reason == "status 503");
}

TEST_CASE("of very many members the first sixteen have an event, and one says how many more") {
  CHECK(member_events(used_by(16), down).size() == 16);
  const auto events = member_events(used_by(40), down);
  REQUIRE(events.size() == 17);
  CHECK(events.back().text == "... and 24 more members down: status 503 (3/3)");
  CHECK(events.back().of == config::MemberKey{});
}

TEST_CASE("a pool that is all down and one that is no longer are events that say who answers") {
  auto web = test::pool("web", {test::member("192.0.2.1")});
  web.all_down = config::AllDown::last_good;
  auto dr = test::pool("dr", {test::member("192.0.2.2")}, {"dr.lb.example."});
  dr.all_down = config::AllDown::fallback;
  dr.fallback = PoolId{0};
  const auto config = test::config_of({web, dr});
  const bake::Outage whole{.down = {.v4 = true, .v6 = false, .all = true}};
  const bake::Outage failed_over{.down = whole.down, .serving_from = PoolId{0}};
  const auto told = [&](PoolId pool, const bake::Outage& before, const bake::Outage& now) {
    const auto events = pool_events(*config, {pool, before, now});
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == EventKind::pool);
    return events[0];
  };
  const Event begins = told(PoolId{0}, {}, whole);
  CHECK(begins.of == config::MemberKey{"lb.example", "web", ""});
  CHECK(begins.text == "pool lb.example:web: all members are down; applying all_down = \"last_good\"");
  CHECK(told(PoolId{1}, {}, failed_over).text ==
        "pool lb.example:dr: all members are down; serving from pool web");
  CHECK(told(PoolId{0}, whole, {}).text ==
        "pool lb.example:web: a member is eligible again; no longer applying all_down = \"last_good\"");
  CHECK(told(PoolId{1}, failed_over, {}).text ==
        "pool lb.example:dr: a member is eligible again; no longer serving from pool web");
  const bake::Outage further{.down = whole.down, .serving_from = PoolId{1}};
  CHECK(told(PoolId{1}, failed_over, further).text ==
        "pool lb.example:dr: all members are still down; serving from pool dr, no longer serving from pool "
        "web");
}

TEST_CASE("a pool that is all down in one family is an event that names it") {
  const auto config = test::config_of({test::pool("web", {test::member("192.0.2.1")})});
  const bake::DownFamilies none{};
  const bake::DownFamilies v4{.v4 = true};
  const bake::DownFamilies v6{.v6 = true};
  const bake::DownFamilies both{.v4 = true, .v6 = true, .all = true};
  const auto told = [&](const bake::DownFamilies& before, const bake::DownFamilies& now) {
    std::vector<std::string> out;
    for (const Event& event : pool_events(*config, {PoolId{0}, {before, {}}, {now, {}}})) {
      CHECK(event.reason.empty() == (event.text.find(" down") == event.text.npos));
      out.push_back(event.text.substr(std::string("pool lb.example:web: ").size()));
    }
    return out;
  };
  using List = std::vector<std::string>;
  const std::string v4_down = "all IPv4 members are down; A questions get no data";
  const std::string v6_down = "all IPv6 members are down; AAAA questions get no data";
  const std::string rule_ends = "a member is eligible again; no longer applying all_down = \"all\"";
  CHECK(told(none, v4) == List{v4_down});
  CHECK(told(none, v6) == List{v6_down});
  CHECK(told(v4, none) == List{"an IPv4 member is eligible again"});
  CHECK(told(v4, v6) == List{"an IPv4 member is eligible again", v6_down});
  CHECK(told(v4, both) == List{"all members are down; applying all_down = \"all\""});
  CHECK(told(both, v6) == List{rule_ends, v6_down});
  CHECK(told(both, none) == List{rule_ends});
}

TEST_CASE("H-03 a node that has become blind is an event of its own kind, about no member") {
  const Event event =
      blindness_event({LogLevel::warning, "this node is blind over IPv4: because", "because"});
  CHECK(event.kind == EventKind::blindness);
  CHECK(name_of(event.kind) == "blindness");
  CHECK(event.of == config::MemberKey{});
  CHECK(event.text == "this node is blind over IPv4: because");
  CHECK(event.reason == "because");
}
