// What the probes found, as metrics: by member, address family and check.
#include <catch2/catch.hpp>

#include "report/metrics/observing.h"

using namespace rota;
using namespace rota::report;
using namespace rota::report::metrics;
using rota::test::of_web;
using rota::test::Watched;

TEST_CASE("what probes found is told by member, address family and check") {
  Watched it;
  health::TargetStatus& first = it.view.statuses[TargetId{0}];
  first.passed = 2;
  first.failed = 1;
  first.changes = 1;
  for (const int took : {1, 30, 6000}) first.durations.add(milliseconds(took));
  const std::string labels = of_web + R"(,member="192.0.2.1",family="ipv4",check=")" + it.check + "\"";
  CHECK(it.has("rota_check_results_total" + labels + ",result=\"pass\"} 2"));
  CHECK(it.has("rota_check_results_total" + labels + ",result=\"fail\"} 1"));
  CHECK(it.has("rota_state_changes_total" + labels + "} 1"));
  const std::string bucket = "rota_check_duration_seconds_bucket" + labels + ",le=";
  CHECK(it.has(bucket + "\"0.001\"} 1"));  // the bound itself is within
  CHECK(it.has(bucket + "\"0.025\"} 1"));
  CHECK(it.has(bucket + "\"0.1\"} 2"));
  CHECK(it.has(bucket + "\"5\"} 2"));
  CHECK(it.has(bucket + "\"+Inf\"} 3"));
  CHECK(it.has("rota_check_duration_seconds_sum" + labels + "} 6.031"));
  CHECK(it.has("rota_check_duration_seconds_count" + labels + "} 3"));
  CHECK(it.text().find("rota_check_results_total{zone=\"lb.example\",pool=\"odd\"") == std::string::npos);
}

TEST_CASE("the expiry of a certificate is told where a probe saw one") {
  Watched it;
  CHECK(it.text().find("certificate_expiry") == std::string::npos);
  it.view.statuses[TargetId{0}].certificate_expires =
      std::chrono::system_clock::time_point(seconds(1'800'000'000));
  CHECK(it.has("rota_check_certificate_expiry_seconds" + of_web +
               R"(,member="192.0.2.1",family="ipv4",check=")" + it.check + "\"} 1800000000"));
}

TEST_CASE("each check of a pool has a label of its own") {
  auto web_pool = test::pool("web", {test::member("192.0.2.1")});
  REQUIRE(web_pool.checks.size() == 1);
  web_pool.checks.push_back(web_pool.checks.front());
  bake::Slots slots;
  const auto world = test::world_of({web_pool}, slots);
  operate::View view;
  view.config = world->shared_config();
  view.targets = world->shared_targets();
  view.statuses.resize(view.targets->targets.size());
  const stats::Totals totals = world->totals();
  PoolFacts facts;
  facts.members.resize(1);
  const IdVector<PoolId, const PoolFacts*> pools{&facts};
  const IdVector<PoolId, PoolVerdict> verdicts{{}};
  const std::string text = metrics::text({.version = "1",
                                          .view = view,
                                          .zones = *world->snapshot()->zones,
                                          .traffic = {},
                                          .totals = totals,
                                          .pools = pools,
                                          .verdicts = verdicts});
  const std::string check = view.config->checks[web_pool.checks.front()].name;
  CHECK(text.find(R"(check=")" + check + R"(",result="pass"} 0)") != std::string::npos);
  CHECK(text.find(R"(check=")" + check + R"(-2",result="pass"} 0)") != std::string::npos);
}
