#include "control/prepare.h"

#include <utility>

#include "bake/rules.h"

namespace rota::control {

namespace {

// Pools of a broken zone keep their places in the list, but nothing is left of
// them: no members to probe, no names to answer.
void empty_pools_of_broken_zones(config::Config& config) {
  for (config::PoolConfig& pool : config.pools) {
    if (config.zones[pool.zone].records) continue;
    config::PoolConfig empty;
    empty.name = std::move(pool.name);
    empty.zone = pool.zone;
    pool = std::move(empty);
  }
}

// A zone with a mistake in a file of its own is broken. True when some mistake
// stands elsewhere.
bool break_zones_of(config::Config& config, const Mistakes& mistakes, const std::string& main_file) {
  bool fatal = false;
  for (const Mistake& mistake : mistakes.all()) {
    if (mistake.severity != Severity::error) continue;
    const bool elsewhere = !mistake.at.file || *mistake.at.file == main_file;
    fatal = fatal || elsewhere;
    if (elsewhere) continue;
    for (config::ZoneConfig& zone : config.zones)
      if (zone.at.file && *zone.at.file == *mistake.at.file) zone.records.reset();
  }
  return fatal;
}

}  // namespace

Prepared prepare(const std::string& path, const config::LoadOptions& options) {
  config::Loaded loaded = config::load(path, options);
  Prepared out;
  out.config = std::make_shared<config::Config>(std::move(loaded.config));
  Mistakes found;
  out.checks = health::make_checks(*out.config, found);
  bake::check_pools(*out.config, found);
  out.fatal = break_zones_of(*out.config, found, path) || loaded.fatal;
  empty_pools_of_broken_zones(*out.config);
  out.mistakes = std::move(loaded.mistakes);
  out.mistakes.add(found);
  out.targets = std::make_shared<const health::TargetList>(health::list_targets(*out.config));
  health::warn_of_shared_probes(*out.config, *out.targets, out.mistakes);
  return out;
}

}  // namespace rota::control
