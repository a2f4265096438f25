#include "publish/partial_reload.h"

#include <algorithm>
#include <utility>

#include "base/wall_time.h"
#include "config/references.h"
#include "dns/name.h"

namespace rota::publish {

namespace {

using config::LoadedZone;
using config::ZoneVersion;

bool names(const config::Config& config, const dns::Name& apex) {
  return std::ranges::any_of(config.zones, [&](const config::ZoneConfig& zone) { return zone.apex == apex; });
}

Position position_of(const Attempt& attempt, const LoadedZone& zone) {
  if (zone.id) return attempt.prepared.config->zones[*zone.id].at;
  return {std::make_shared<const std::string>(zone.toml), 0, 0};
}

std::string name_of(const Attempt& attempt, const LoadedZone& zone) {
  return zone.id ? zone_text(attempt.prepared.config->zones[*zone.id]) : zone.toml;
}

// Of a zone in the main file the version has the records alone.
bool fits(const LoadedZone& zone, const ZoneVersion& version) {
  return version.texts && version.toml.empty() == zone.toml.empty();
}

}  // namespace

PartialReload::PartialReload(const config::ZoneVersions& running, config::ZoneTexts& texts, Attempt first)
    : running_(running), texts_(texts), first_(std::move(first)) {
  for (const LoadedZone& zone : first_.zones) was_broken_.push_back(first_.is_broken(zone));
  // They are made again from the texts; twice they are not to be in memory.
  for (config::ZoneConfig& zone : first_.prepared.config->zones) zone.records.reset();
}

// By its name; where that cannot be read, by its file, unless another file names the zone now.
const ZoneVersion* PartialReload::version_for(const LoadedZone& zone) const {
  const config::Config& config = *first_.prepared.config;
  const auto found = std::ranges::find_if(running_, [&](const ZoneVersion& version) {
    if (zone.id) return version.apex == config.zones[*zone.id].apex;
    return version.toml == zone.toml && !names(config, version.apex);
  });
  return found == running_.end() ? nullptr : &*found;
}

config::ZoneTexts::Versions PartialReload::choose_versions() {
  config::ZoneTexts::Versions out;
  for (const LoadedZone& zone : first_.zones) {
    const bool is_broken = was_broken_[out.size()];
    const ZoneVersion* const version = out.emplace_back(is_broken ? version_for(zone) : nullptr);
    if (version == nullptr || fits(zone, *version)) continue;
    // Nobody wants a zone that is served to fail because its texts were not remembered.
    first_.prepared.mistakes.consequence(
        Severity::error, position_of(first_, zone),
        "zone " + name_of(first_, zone) +
            " has errors, and the version in service was not kept: it was loaded without partial_reload, or "
            "stood in another kind of file. Nothing is reloaded");
    return {};
  }
  return out;
}

// Only zones that were broken before may be so now.
bool PartialReload::went_well(const Attempt& second) const {
  if (second.prepared.fatal || second.misses_zones || second.zones.size() != first_.zones.size())
    return false;
  for (std::size_t i = 0; i < second.zones.size(); ++i)
    if (second.is_broken(second.zones[i]) && !was_broken_[i]) return false;
  return true;
}

// One sentence for a zone whose files have errors.
std::string PartialReload::fate_of(const LoadedZone& zone, const ZoneVersion* version, bool is_served) const {
  if (version == nullptr && !zone.id) return "the zone of this file is not served: its name cannot be read";
  if (version == nullptr)
    return "zone " + name_of(first_, zone) +
           " has errors, and there is no earlier version: it answers SERVFAIL";
  return "zone " + dns::name_text(version->apex) + " has errors" +
         (is_served
              ? ": the version loaded at " + rfc3339(version->loaded) + " stays in service"
              : ", and so has its version loaded at " + rfc3339(version->loaded) + ": it answers SERVFAIL");
}

void PartialReload::settle(std::size_t number, const ZoneVersion* version, Attempt& second) {
  const LoadedZone& before = first_.zones[number];
  const LoadedZone& now = second.zones[number];
  const bool is_served = version != nullptr && !second.is_broken(now);
  Mistakes& mistakes = first_.prepared.mistakes;
  UnloadedZone unloaded{version != nullptr ? dns::name_text(version->apex) : name_of(first_, before), {}};
  if (is_served) {
    unloaded.kept_from = version->loaded;
    second.prepared.config->zones[*now.id].kept_from = version->loaded;
  } else if (version != nullptr) {
    for (const Mistake& mistake : now.mistakes.all())
      if (mistake.severity == Severity::error)
        mistakes.error(mistake.at,
                       "in the version loaded at " + rfc3339(version->loaded) + ": " + mistake.text);
  }
  mistakes.consequence(Severity::warning, position_of(first_, before), fate_of(before, version, is_served));
  second.prepared.unloaded.push_back(std::move(unloaded));
  if (version != nullptr) first_.prepared.versions.push_back(*version);
}

Prepared PartialReload::prepare(const std::string& path, const config::LoadOptions& options) {
  const config::ZoneTexts::Versions versions = choose_versions();
  if (versions.empty()) return std::move(first_.prepared);
  texts_.again(versions);
  Attempt second = attempt(path, texts_, options);
  Prepared& out = second.prepared;
  if (!went_well(second)) {
    for (const Mistake& mistake : out.mistakes.all())
      if (mistake.severity == Severity::error)
        first_.prepared.mistakes.error(mistake.at,
                                       "with zones that have errors as they are served: " + mistake.text);
    return std::move(first_.prepared);
  }
  for (std::size_t i = 0; i < versions.size(); ++i)
    if (was_broken_[i]) settle(i, versions[i], second);
  out.mistakes = std::move(first_.prepared.mistakes);
  out.versions = std::move(first_.prepared.versions);
  out.is_partial = true;
  return std::move(out);
}

}  // namespace rota::publish
