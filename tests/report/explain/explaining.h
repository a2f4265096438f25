// A world loaded from files of a test, to be asked for its reasons.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bake/rules.h"
#include "config/load.h"
#include "report/explain/explain.h"
#include "report/explain/why.h"
#include "support/baked.h"
#include "support/healths.h"
#include "support/memory_files.h"
#include "support/message.h"

namespace rota::report {

struct Explaining {
  // The zone "example" of these TOML lines and records, behind a SOA and NS; every
  // target up.
  explicit Explaining(const std::string& toml, const std::string& records = "") {
    auto loaded = config::load(
        "c/rota.toml",
        test::memory_files(
            {{"c/rota.toml", "zones = [\"../z/*.toml\"]\n[check.shared]\ntype = \"tcp\"\nport = 1\n"},
             {"z/broken.toml", "zone = \"broken\"\n"},
             {"z/e.toml", "zone = \"example\"\nfile = \"e.zone\"\n" + toml},
             {"z/e.zone", "$TTL 300\n@ 3600 SOA ns h 1 2 3 4 60\n@ NS ns.other.\n" + records}}));
    bake::check_pools(loaded.config, loaded.mistakes);
    for (const Mistake& mistake : loaded.mistakes.all())
      if (mistake.severity == Severity::error && !mistake.line().starts_with("z/broken"))
        FAIL(mistake.line());
    config = std::make_shared<config::Config>(std::move(loaded.config));
    targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
    statuses.resize(targets->targets.size());
    for (auto& status : statuses) status.health = test::is_up;
    world = std::make_unique<bake::World>(
        config, targets, health::TargetHealths(statuses.size(), test::is_up), slots, test::some_counts());
  }

  // The last probe of this target found that.
  void find(std::uint32_t target, health::TargetHealth health, const std::string& reason, int count = 0,
            int needed = 0) {
    auto& status = statuses[TargetId{target}];
    status.health = health;
    status.last = {.finding = reason.empty() ? health::Finding::pass : health::Finding::fail,
                   .reason = reason};
    status.count = count;
    status.needed = needed;
    world->update(TargetId{target}, health);
    world->rebake();
  }

  Explanation ask(const std::string& name, dns::Type type = dns::Type::a) const {
    return explain(*world, {dns::parse_name(name).value(), type, {}});
  }

  Scene scene() const { return {*config, *targets, &statuses, overrides}; }
  std::string why(std::uint32_t member) const {
    return why_member(scene(), world->report(PoolId{0}), MemberId{member});
  }

  std::shared_ptr<config::Config> config;
  std::shared_ptr<const health::TargetList> targets;
  IdVector<TargetId, health::TargetStatus> statuses;
  health::OverrideRows overrides;
  bake::Slots slots;
  std::unique_ptr<bake::World> world;
};

}  // namespace rota::report
