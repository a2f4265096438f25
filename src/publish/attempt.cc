#include "publish/attempt.h"

#include <utility>

#include "bake/rules.h"
#include "publish/listening.h"

namespace rota::publish {

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
bool break_zones_of(Attempt& attempt, const Mistakes& mistakes, const std::string& main_file) {
  config::Config& config = *attempt.prepared.config;
  bool fatal = false;
  for (const Mistake& mistake : mistakes.all()) {
    if (mistake.severity != Severity::error) continue;
    const bool elsewhere = !mistake.at.file || *mistake.at.file == main_file;
    fatal = fatal || elsewhere;
    if (elsewhere) continue;
    for (config::LoadedZone& zone : attempt.zones) {
      if (!zone.id || !config.zones[*zone.id].at.file) continue;
      if (*config.zones[*zone.id].at.file != *mistake.at.file) continue;
      config.zones[*zone.id].records.reset();
      zone.mistakes.error(mistake.at, mistake.text);
    }
  }
  return fatal;
}

}  // namespace

Attempt attempt(const std::string& path, config::ZoneTexts& texts, const config::LoadOptions& options) {
  config::Loaded loaded = config::load(path, texts, options);
  Attempt out;
  out.zones = std::move(loaded.zones);
  out.misses_zones = loaded.misses_zones;
  Prepared& prepared = out.prepared;
  prepared.config = std::make_shared<config::Config>(std::move(loaded.config));
  Mistakes found;
  prepared.checks = health::read_checks(*prepared.config, found);
  bake::check_pools(*prepared.config, found);
  read_listening(prepared.config->server.listen, found);
  prepared.fatal = break_zones_of(out, found, path) || loaded.fatal;
  empty_pools_of_broken_zones(*prepared.config);
  prepared.mistakes = std::move(loaded.mistakes);
  prepared.mistakes.add(found);
  prepared.targets = std::make_shared<const health::TargetList>(health::list_targets(*prepared.config));
  health::warn_of_shared_probes(*prepared.config, *prepared.targets, prepared.mistakes);
  prepared.mistakes.sort();
  return out;
}

}  // namespace rota::publish
