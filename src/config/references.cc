#include "config/references.h"

#include <algorithm>
#include <vector>

#include "base/mistakes.h"
#include "dns/name.h"

namespace rota::config {

namespace {

constexpr std::size_t most_suggested = 1000;  // every name is compared; a long list would take its time
constexpr std::size_t most_listed = 10;

std::vector<std::uint32_t> pools_named(const Config& config, std::string_view name) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < config.pools.size(); ++i)
    if (config.pools[i].name == name) out.push_back(i);
  return out;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

template <class List, class Name>
std::string suggest(std::string_view written, const List& list, Name name) {
  std::vector<std::string> texts;
  for (const auto& item : list)
    if (texts.size() < most_suggested) texts.push_back(name(item));
  return suggestion(written, std::vector<std::string_view>(texts.begin(), texts.end()));
}

Error several(const Config& config, std::string_view name, const std::vector<std::uint32_t>& pools) {
  std::string list;
  for (std::size_t i = 0; i < std::min(pools.size(), most_listed); ++i)
    list +=
        (i == 0 ? "" : ", ") + zone_text(config.zones[config.pools[pools[i]].zone]) + ":" + std::string(name);
  if (pools.size() > most_listed) list += " and " + std::to_string(pools.size() - most_listed) + " more";
  return Error{"several zones have a pool " + quoted(name) + ": say which (" + list + ")"};
}

Result<ZoneId> find_zone(const Config& config, std::string_view text) {
  const auto name = dns::parse_name(text);
  if (name)
    for (const ZoneId id : config.zones.ids())
      if (dns::equal(config.zones[id].apex, *name)) return id;
  return Error{"unknown zone " + quoted(text) + suggest(text, config.zones, zone_text)};
}

Result<std::uint32_t> find_in_zone(const Config& config, std::string_view zone_name, std::string_view name) {
  const auto zone = find_zone(config, zone_name);
  if (!zone) return zone.error();
  std::vector<const PoolConfig*> known;
  for (std::uint32_t i = 0; i < config.pools.size(); ++i) {
    if (config.pools[i].zone != *zone) continue;
    if (config.pools[i].name == name) return i;
    known.push_back(&config.pools[i]);
  }
  return Error{"unknown pool " + quoted(name) + " in zone " + zone_text(config.zones[*zone]) +
               suggest(name, known, [](const PoolConfig* pool) { return pool->name; })};
}

}  // namespace

std::string zone_text(const ZoneConfig& zone) { return dns::name_text(zone.apex); }

Result<std::uint32_t> find_pool(const Config& config, std::string_view reference) {
  const auto found = pools_named(config, reference);
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return several(config, reference, found);
  const std::size_t colon = reference.find(':');
  if (colon != std::string_view::npos)
    return find_in_zone(config, reference.substr(0, colon), reference.substr(colon + 1));
  return Error{"unknown pool " + quoted(reference) +
               suggest(reference, config.pools, [](const PoolConfig& pool) { return pool.name; })};
}

Result<MemberPlace> find_member(const Config& config, std::string_view pool_name, std::string_view member) {
  const auto pool = find_pool(config, pool_name);
  if (!pool) return pool.error();
  const auto& members = config.pools[*pool].members;
  const auto found = std::ranges::find(members, member, &MemberConfig::name);
  if (found != members.end()) return MemberPlace{*pool, static_cast<std::uint32_t>(found - members.begin())};
  return Error{"unknown member " + quoted(member) + " of pool " + quoted(config.pools[*pool].name) +
               suggest(member, members, [](const MemberConfig& one) { return one.name; })};
}

// No member's name has a '/', but the zone's may (RFC 2317).
Result<MemberPlace> find_member(const Config& config, std::string_view reference) {
  const std::size_t slash = reference.rfind('/');
  if (slash == std::string_view::npos)
    return Error{quoted(reference) + " is not a member: it is named POOL/MEMBER, or ZONE:POOL/MEMBER"};
  return find_member(config, reference.substr(0, slash), reference.substr(slash + 1));
}

MemberKey key_of(const Config& config, MemberPlace place) {
  const PoolConfig& pool = config.pools[place.pool];
  return {zone_text(config.zones[pool.zone]), pool.name, pool.members[place.member].name};
}

std::optional<MemberPlace> find_member(const Config& config, const MemberKey& key) {
  for (const std::uint32_t i : pools_named(config, key.pool)) {
    const PoolConfig& pool = config.pools[i];
    if (zone_text(config.zones[pool.zone]) != key.zone) continue;
    const auto found = std::ranges::find(pool.members, key.member, &MemberConfig::name);
    if (found == pool.members.end()) return {};
    return MemberPlace{i, static_cast<std::uint32_t>(found - pool.members.begin())};
  }
  return {};
}

}  // namespace rota::config
