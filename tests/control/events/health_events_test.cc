#include "control/events/health_events.h"

#include <catch2/catch.hpp>

#include "support/configs.h"

using namespace rota;
using namespace rota::control;

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
  CHECK(events[1].of == health::MemberKey{"lb.example", "web", "lb2"});
  CHECK(events[1].text == "member lb.example:web/lb2 (IPv4 192.0.2.1) down: status 503 (3/3)");
  CHECK(events[1].reason == "status 503");
}

TEST_CASE("of very many members the first sixteen have an event, and one says how many more") {
  CHECK(member_events(used_by(16), down).size() == 16);
  const auto events = member_events(used_by(40), down);
  REQUIRE(events.size() == 17);
  CHECK(events.back().text == "... and 24 more members down: status 503 (3/3)");
  CHECK(events.back().of == health::MemberKey{});
}

TEST_CASE("a pool that is all down and one that is no longer are events that say by which rule") {
  auto web = test::pool("web", {test::member("192.0.2.1")});
  web.all_down = config::AllDown::last_good;
  auto dr = test::pool("dr", {test::member("192.0.2.2")}, {"dr.lb.example."});
  dr.all_down = config::AllDown::fallback;
  dr.fallback = 0;
  const auto config = test::config_of({web, dr});
  const Event begins = pool_event(*config, 0, true);
  CHECK(begins.kind == EventKind::pool);
  CHECK(begins.of == health::MemberKey{"lb.example", "web", ""});
  CHECK(begins.text == "pool lb.example:web: all members are down; applying all_down = \"last_good\"");
  CHECK(pool_event(*config, 1, true).text ==
        "pool lb.example:dr: all members are down; applying all_down = \"fallback\" (pool \"web\")");
  CHECK(pool_event(*config, 0, false).text ==
        "pool lb.example:web: a member is eligible again; no longer applying all_down = \"last_good\"");
}

TEST_CASE("H-03 a node that has become blind is an event of its own kind, about no member") {
  const Event event = sight_event({LogLevel::warning, "this node is blind over IPv4: because", "because"});
  CHECK(event.kind == EventKind::sight);
  CHECK(name_of(event.kind) == "sight");
  CHECK(event.of == health::MemberKey{});
  CHECK(event.text == "this node is blind over IPv4: because");
  CHECK(event.reason == "because");
}
