#include "publish/check.h"

#include "bake/baker.h"
#include "bake/slots.h"
#include "base/plural.h"
#include "config/detection.h"
#include "publish/prepare.h"
#include "stats/counts_by_name.h"

namespace rota::publish {

std::vector<std::string> Checked::lines() const {
  std::vector<std::string> out;
  for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
  out.insert(out.end(), failovers.begin(), failovers.end());
  if (!summary.empty()) out.push_back(summary);
  return out;
}

Checked check(const std::string& path) {
  Prepared prepared = prepare(path);
  Checked out{.mistakes = std::move(prepared.mistakes)};
  if (!out.ok()) return out;
  bake::Slots slots;
  stats::AllCounters all_counters;
  stats::CountsByName counts(all_counters);
  const health::TargetHealths unknown(prepared.targets->targets.size());
  const bake::World world(prepared.config, prepared.targets, unknown, slots, counts);
  out.failovers = config::failover_lines(world.config());
  out.summary = path + ": " + plural(world.config().zones.size(), "zone") + ", " +
                plural(world.config().pools.size(), "pool") + ", " + plural(unknown.size(), "target") +
                ": no errors";
  return out;
}

}  // namespace rota::publish
