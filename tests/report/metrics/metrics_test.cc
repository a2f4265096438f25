#include "report/metrics/metrics.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "report/metrics/observing.h"

using namespace rota;
using namespace rota::report;
using namespace rota::report::metrics;
using rota::test::of_web;
using rota::test::Watched;

namespace {

std::vector<std::string> families(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("# TYPE ")) out.push_back(line.substr(7, line.find(' ', 7) - 7));
  return out;
}

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

TEST_CASE("a member is told by address family: state, eligible, weight, target share and answers") {
  Watched it;
  it.totals.pools[PoolId{0}].answers = 9;
  it.totals.pools[PoolId{0}].members[MemberId{0}].given = 7;
  it.totals.pools[PoolId{0}].members[MemberId{0}].given_aaaa = 2;
  it.totals.pools[PoolId{1}].members[MemberId{0}].given = 4;
  CHECK(it.has("rota_pool_answers_total" + of_web + "} 9"));
  const std::string v4 = of_web + R"(,member="192.0.2.1",family="ipv4")";
  const std::string v6 = of_web + R"(,member="192.0.2.1",family="ipv6")";
  CHECK(it.has("rota_member_answers_total" + v4 + "} 5"));
  CHECK(it.has("rota_member_answers_total" + v6 + "} 2"));
  CHECK(
      it.has(R"(rota_member_answers_total{zone="lb.example",pool="odd",member="192.0.2.3",family="any"} 4)"));
  CHECK(it.has("rota_member_eligible" + v4 + "} 1"));
  CHECK(it.has("rota_member_eligible" + v6 + "} 0"));
  CHECK(it.has("rota_member_state" + v4 + ",state=\"up\"} 1"));
  CHECK(it.has("rota_member_state" + v6 + ",state=\"down\"} 1"));
  CHECK(it.has("rota_member_weight" + v4 + "} 3"));
  CHECK(it.has("rota_member_weight" + v6 + "} 0"));
  CHECK(it.has("rota_member_target_share_ratio" + v4 + "} 0.75"));
  CHECK(it.has("rota_member_target_share_ratio" + v6 + "} 0"));
  CHECK(it.has("rota_member_admin" + of_web + ",member=\"192.0.2.2\",admin=\"drain\"} 1"));
  CHECK(it.text().find("192.0.2.2\",family=\"ipv6\"") == std::string::npos);  // it has no such address
}

TEST_CASE("a pool is told by address family, and with its state") {
  const Watched it;
  const std::string v4 = of_web + ",family=\"ipv4\"", v6 = of_web + ",family=\"ipv6\"";
  CHECK(it.has("rota_pool_members" + v4 + ",state=\"drain\"} 1"));  // not down: it was taken out
  CHECK(it.has("rota_pool_members" + v4 + ",state=\"down\"} 0"));
  CHECK(it.has("rota_pool_members" + v6 + ",state=\"down\"} 1"));
  CHECK(it.has("rota_pool_all_down" + v4 + "} 0"));
  CHECK(it.has("rota_pool_all_down" + v6 + "} 1"));
  CHECK(it.has(R"(rota_pool_all_down{zone="lb.example",pool="odd",family="any"} 1)"));
  CHECK(it.has("rota_pool_ttl_seconds" + of_web + "} 5"));
  CHECK(it.has("rota_pool_state" + of_web + ",state=\"healthy\"} 1"));
  CHECK(it.has("rota_pool_state" + of_web + ",state=\"degraded\"} 0"));
  CHECK(it.has(R"(rota_pool_state{zone="lb.example",pool="odd",state="down"} 1)"));
}

TEST_CASE("the server tells of itself, its zones and its last reload") {
  Watched it;
  it.view.reload.ok = false;
  it.view.reload.succeeded = std::chrono::system_clock::time_point(seconds(1'700'000'000));
  CHECK(it.text().find("rota_build_info{version=\"1.2\",compiler=\"") != std::string::npos);
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
