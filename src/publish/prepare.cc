#include "publish/prepare.h"

#include <algorithm>
#include <utility>

#include "base/interrupt.h"
#include "config/references.h"
#include "publish/attempt.h"
#include "publish/partial_reload.h"

namespace rota::publish {

namespace {

config::ZoneVersions versions_of(const Attempt& attempt, const config::ZoneTexts& texts) {
  const WallTime now = std::chrono::system_clock::now();
  config::ZoneVersions out;
  for (std::size_t i = 0; i < attempt.zones.size(); ++i) {
    const config::LoadedZone& zone = attempt.zones[i];
    if (attempt.is_broken(zone)) continue;
    out.push_back({.apex = attempt.prepared.config->zones[*zone.id].apex,
                   .loaded = now,
                   .toml = zone.toml,
                   .zone_file = zone.toml.empty() ? texts.first_file_of(i) : "",
                   .texts = texts.texts_of(i)});
  }
  return out;
}

// The errors say what is wrong with them; this says what comes of it.
void name_broken_zones(const config::Config& config, Mistakes& mistakes) {
  for (const config::ZoneConfig& zone : config.zones)
    if (!zone.records)
      mistakes.consequence(Severity::warning, zone.at,
                           "zone " + zone_text(zone) + " has errors, so nothing is reloaded");
}

// Only where each error is that of a zone, and loading was not cut short.
bool may_be_partial(const Attempt& attempt) {
  const Prepared& prepared = attempt.prepared;
  return prepared.config->server.partial_reload && prepared.mistakes.has_errors() && !prepared.fatal &&
         !attempt.misses_zones && !loads_are_interrupted;
}

}  // namespace

Prepared prepare(const std::string& path, const config::LoadOptions& options,
                 const config::ZoneVersions* running) {
  config::ZoneTexts texts(files_on_disk());
  Attempt first = attempt(path, texts, options);
  first.prepared.versions = versions_of(first, texts);
  if (running == nullptr) return std::move(first.prepared);
  if (!may_be_partial(first)) {
    name_broken_zones(*first.prepared.config, first.prepared.mistakes);
    return std::move(first.prepared);
  }
  return PartialReload(*running, texts, std::move(first)).prepare(path, options);
}

}  // namespace rota::publish
