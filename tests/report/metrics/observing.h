// What /metrics tells, of a world of two pools.
#pragma once

#include <memory>
#include <string>

#include "report/metrics/metrics.h"
#include "support/baked.h"

namespace rota::test {

using namespace report;
using namespace report::metrics;

// The world, and all that is told of it.
struct Watched {
  Watched() {
    auto web = pool("web", {member("192.0.2.1", 3), member("192.0.2.2")});
    auto odd = pool("odd", {member("192.0.2.3")}, {"odd.lb.example."});
    odd.checks.clear();
    world = world_of({web, odd}, slots);
    view.config = world->shared_config();
    view.targets = world->shared_targets();
    view.statuses.resize(view.targets->targets.size());
    totals = world->totals();
    check = view.config->checks[web.checks.front()].name;
    web_facts = {.ttl = 5,
                 .families = {{"ipv4", false, {"up", "drain"}}, {"ipv6", true, {"down"}}},
                 .members = {{config::Admin::automatic,
                              {{"ipv4", health::State::up, true, 3, 0.75},
                               {"ipv6", health::State::down, false, 0, 0}}},
                             {config::Admin::drain, {{"ipv4", health::State::down, false, 0, 0}}}}};
    odd_facts = {.ttl = 30,
                 .families = {{"any", true, {"down"}}},
                 .members = {{{}, {{"any", health::State::unknown, true, 1, 1}}}}};
  }

  std::string text(Scopes scopes = Scopes::all()) const {
    const IdVector<PoolId, const PoolFacts*> pools{&web_facts, &odd_facts};
    const IdVector<PoolId, PoolVerdict> verdicts{{}, {.state = PoolState::down, .serving_from = PoolId{0}}};
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
  std::string check;  // the name of the one that web has
};

// How the labels of the first pool begin.
inline const std::string of_web = R"({zone="lb.example",pool="web")";

}  // namespace rota::test
