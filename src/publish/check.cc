#include "publish/check.h"

#include "bake/baker.h"
#include "bake/slots.h"
#include "publish/prepare.h"
#include "stats/counts_by_name.h"

namespace rota::publish {

std::vector<std::string> Checked::lines() const {
  std::vector<std::string> out;
  for (const Mistake& mistake : mistakes.all()) out.push_back(mistake.line());
  if (!summary.empty()) out.push_back(summary);
  return out;
}

Checked check(const std::string& path) {
  Prepared prepared = prepare(path);
  Checked out{std::move(prepared.mistakes), {}};
  if (!out.ok()) return out;
  bake::Slots slots;
  stats::AllCounters all_counters;
  stats::CountsByName counts(all_counters);
  const health::TargetHealths unknown(prepared.targets->targets.size());
  const bake::World world(prepared.config, prepared.targets, unknown, slots, counts);
  out.summary = path + ": " + std::to_string(world.config().zones.size()) + " zones, " +
                std::to_string(world.config().pools.size()) + " pools, " + std::to_string(unknown.size()) +
                " targets: no mistakes";
  return out;
}

}  // namespace rota::publish
