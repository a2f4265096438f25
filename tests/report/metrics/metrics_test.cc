#include "report/metrics/metrics.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "support/baked.h"

using namespace rota;
using namespace rota::report;
using namespace rota::report::metrics;

namespace {

// A world of two pools, and all that is told of it.
struct Watched {
  Watched() {
    auto web = test::pool("web", {test::member("192.0.2.1", 3), test::member("192.0.2.2")});
    auto odd = test::pool("odd", {test::member("192.0.2.3")}, {"odd.lb.example."});
    odd.checks.clear();
    world = test::world_of({web, odd}, slots);
    view.config = world->shared_config();
    view.targets = world->shared_targets();
    view.statuses.resize(view.targets->targets.size());
    totals = world->totals();
    web_facts = {.ttl = 5,
                 .families = {{"ipv4", false, {"up", "drain"}}, {"ipv6", true, {"down"}}},
                 .members = {{health::State::up, config::Admin::automatic, true, 3},
                             {health::State::down, config::Admin::drain, false, 0}}};
    odd_facts = {
        .ttl = 30, .families = {{"any", true, {"down"}}}, .members = {{health::State::unknown, {}, true, 1}}};
  }

  std::string text(Scopes scopes = Scopes::all()) const {
    const IdVector<PoolId, const PoolFacts*> pools{&web_facts, &odd_facts};
    const IdVector<PoolId, PoolVerdict> verdicts{{}, {.serving_from = PoolId{0}}};
    return metrics::text({.version = "1.2",
                          .view = view,
                          .zones = *world->snapshot()->zones,
                          .traffic = traffic,
                          .totals = totals,
                          .pools = pools,
                          .verdicts = verdicts,
                          .edition = 7,
                          .log_dropped = 5,
                          .failures = 3,
                          .level = Level::degraded},
                         scopes);
  }
  bool has(const std::string& line) const {
    return ("\n" + text()).find("\n" + line + "\n") != std::string::npos;
  }

  bake::Slots slots;
  std::unique_ptr<bake::World> world;
  operate::View view;
  stats::Traffic traffic;
  stats::Totals totals;
  PoolFacts web_facts, odd_facts;
};

std::vector<std::string> families(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("# TYPE ")) out.push_back(line.substr(7, line.find(' ', 7) - 7));
  return out;
}

const std::string web = R"({zone="lb.example",pool="web")";

}  // namespace

TEST_CASE("the families of metrics stand in the order of their names, each once") {
  const auto names = families(Watched().text());
  CHECK(names.size() > 30);
  CHECK(std::ranges::is_sorted(names));
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("who asks for some scopes gets the families of those alone") {
  const Watched it;
  const auto some = parse_scopes("zone,pool");
  REQUIRE(some.has_value());
  const auto names = families(it.text(*some));
  CHECK(names.front() == "rota_dns_responses_total");
  for (const std::string& name : names)
    CHECK((name.starts_with("rota_pool_") || name.starts_with("rota_zone_") ||
           name.starts_with("rota_dns_responses_")));
  CHECK(it.text(*some).find("member=") == std::string::npos);
  std::size_t together = names.size();
  for (const auto* rest : {"server", "member"}) together += families(it.text(*parse_scopes(rest))).size();
  CHECK(together == families(it.text()).size());
}

TEST_CASE("a scope that is none is refused by name") {
  for (const auto* list : {"", "pools", "pool,", "pool,,zone", "server, zone"})
    CHECK_FALSE(parse_scopes(list).has_value());
  CHECK(parse_scopes("pool,x\n").error().text ==
        "there is no scope 'x\\x0a': server, zone, pool and member are");
}

TEST_CASE("requests are told by type, those of the short way among them") {
  Watched it;
  it.traffic.types[1] = {1, 0, 0, 2};
  it.traffic.types[0] = {0, 4, 0, 0};
  it.traffic.types[65] = {0, 0, 1, 0};
  it.traffic.types[200] = {3, 0, 0, 0};  // of no name
  it.traffic.other_types = {2, 0, 0, 0};
  it.totals.ready_a = {10, 0, 0, 0};
  CHECK(it.has(R"(rota_dns_requests_total{proto="udp",family="ipv4",type="A"} 11)"));
  CHECK(it.has(R"(rota_dns_requests_total{proto="tcp",family="ipv6",type="A"} 2)"));
  CHECK(it.has(R"(rota_dns_requests_total{proto="udp",family="ipv6",type="none"} 4)"));
  CHECK(it.has(R"(rota_dns_requests_total{proto="tcp",family="ipv4",type="HTTPS"} 1)"));
  CHECK(it.has(R"(rota_dns_requests_total{proto="udp",family="ipv4",type="other"} 5)"));
}

TEST_CASE("connections are told by why they were closed, each reason from the start") {
  Watched it;
  it.traffic.tcp_closed[static_cast<std::size_t>(stats::Closing::prefix_full)] = 6;
  CHECK(it.has(R"(rota_tcp_closed_total{reason="prefix_full"} 6)"));
  CHECK(it.has(R"(rota_tcp_closed_total{reason="slow"} 0)"));
}

TEST_CASE("answers are told by zone and rcode, and what got none by reason") {
  Watched it;
  it.traffic.rcodes[stats::slot_of(dns::Rcode::refused)] = 3;
  it.totals.zones[ZoneId{0}][stats::slot_of(dns::Rcode::nxdomain)] = 4;
  it.traffic.dropped[0] = 5;
  CHECK(it.has(R"(rota_dns_responses_total{zone="",rcode="REFUSED"} 3)"));
  CHECK(it.has(R"(rota_dns_responses_total{zone="",rcode="BADVERS"} 0)"));
  CHECK(it.has(R"(rota_dns_responses_total{zone="lb.example",rcode="NXDOMAIN"} 4)"));
  CHECK(it.has(R"(rota_dns_dropped_total{reason="malformed"} 5)"));
}

TEST_CASE("members are told with state, weight and answers") {
  Watched it;
  it.totals.pools[PoolId{0}].answers = 9;
  it.totals.pools[PoolId{0}].members[MemberId{1}].given = 4;
  CHECK(it.has("rota_pool_answers_total" + web + "} 9"));
  CHECK(it.has("rota_member_answers_total" + web + ",member=\"192.0.2.2\"} 4"));
  CHECK(it.has("rota_member_up" + web + ",member=\"192.0.2.1\"} 1"));
  CHECK(it.has("rota_member_up" + web + ",member=\"192.0.2.2\"} 0"));
  CHECK(it.has("rota_member_state" + web + ",member=\"192.0.2.2\",state=\"down\"} 1"));
  CHECK(it.has("rota_member_admin" + web + ",member=\"192.0.2.2\",admin=\"drain\"} 1"));
  CHECK(it.has("rota_member_weight" + web + ",member=\"192.0.2.1\"} 3"));
  const std::string v4 = web + ",family=\"ipv4\"", v6 = web + ",family=\"ipv6\"";
  CHECK(it.has("rota_pool_members" + v4 + ",state=\"drain\"} 1"));  // not down: it was taken out
  CHECK(it.has("rota_pool_members" + v4 + ",state=\"down\"} 0"));
  CHECK(it.has("rota_pool_members" + v6 + ",state=\"down\"} 1"));
  CHECK(it.has("rota_pool_all_down" + v4 + "} 0"));
  CHECK(it.has("rota_pool_all_down" + v6 + "} 1"));
  CHECK(it.has(R"(rota_pool_all_down{zone="lb.example",pool="odd",family="any"} 1)"));
  CHECK(it.has("rota_pool_ttl_seconds" + web + "} 5"));
}

TEST_CASE("what probes found is told of members that are checked, all their targets together") {
  Watched it;
  it.view.statuses[TargetId{0}].passed = 7;
  it.view.statuses[TargetId{0}].failed = 2;
  it.view.statuses[TargetId{0}].changes = 1;
  it.view.statuses[TargetId{0}].total_time = milliseconds(4500);
  const std::string first = web + ",member=\"192.0.2.1\"";
  CHECK(it.has("rota_check_results_total" + first + ",result=\"pass\"} 7"));
  CHECK(it.has("rota_check_results_total" + first + ",result=\"fail\"} 2"));
  CHECK(it.has("rota_check_duration_seconds_sum" + first + "} 4.5"));
  CHECK(it.has("rota_check_duration_seconds_count" + first + "} 9"));
  CHECK(it.has("rota_state_changes_total" + first + "} 1"));
  CHECK(it.text().find("rota_check_results_total{zone=\"lb.example\",pool=\"odd\"") == std::string::npos);
}

TEST_CASE("the server tells of itself, its zones and its last reload") {
  Watched it;
  it.view.reload.ok = false;
  it.view.reload.succeeded = std::chrono::system_clock::time_point(seconds(1'700'000'000));
  CHECK(it.has(R"(rota_build_info{version="1.2"} 1)"));
  CHECK(it.has("rota_snapshot_editions_total 7"));
  CHECK(it.has("rota_log_dropped_total 5"));
  CHECK(it.has("rota_status{level=\"healthy\"} 0"));
  CHECK(it.has("rota_status{level=\"degraded\"} 1"));
  CHECK(it.has("rota_pool_serving_from{zone=\"lb.example\",pool=\"odd\",from=\"web\"} 1"));
  CHECK(it.has("rota_failures_total 3"));
  CHECK(it.has("rota_config_last_reload_successful 0"));
  CHECK(it.has("rota_config_last_reload_success_timestamp_seconds 1700000000"));
  CHECK(it.has(R"(rota_zone_broken{zone="lb.example"} 0)"));
  CHECK(it.has(R"(rota_zone_kept{zone="lb.example"} 0)"));
  CHECK(it.has(R"(rota_zone_serial{zone="lb.example"} 0)"));
}

TEST_CASE("H-03 blindness is told of each family by itself") {
  Watched it;
  CHECK(it.has(R"(rota_blind{family="ipv4"} 0)"));
  it.view.blindness = {{Family::v6, "because"}};
  CHECK(it.has(R"(rota_blind{family="ipv4"} 0)"));
  CHECK(it.has(R"(rota_blind{family="ipv6"} 1)"));
}

TEST_CASE("A3 late probes are counted for the server as a whole") {
  Watched it;
  it.view.late_probes = 7;
  CHECK(it.has("rota_probes_late_total 7"));
}

TEST_CASE("the process knows of itself") {
  const Process process = look_at_process();
  CHECK(process.resident_bytes > 1'000'000);
  CHECK(process.virtual_bytes > process.resident_bytes);
  CHECK(process.open_descriptors >= 3);
  CHECK(process.most_descriptors >= process.open_descriptors);
  CHECK(process.threads >= 1);
  CHECK(process.cpu_seconds > 0);
}
