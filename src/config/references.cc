#include "config/references.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/choices.h"
#include "dns/name.h"

namespace rota::config {

namespace {

constexpr std::size_t most_listed = 10;

std::vector<PoolId> pools_named(const Config& config, std::string_view name) {
  std::vector<PoolId> out;
  for (const PoolId id : config.pools.ids())
    if (config.pools[id].name == name) out.push_back(id);
  return out;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

template <class List, class Name>
std::string suggest(std::string_view written, const List& list, Name name) {
  std::vector<std::string> texts;
  for (const auto& item : list)
    if (texts.size() < most_suggested) texts.push_back(name(item));
  return suggestion(written, std::vector<std::string_view>(texts.begin(), texts.end()));
}

Error several(const Config& config, std::string_view name, const std::vector<PoolId>& pools) {
  std::string list;
  for (std::size_t i = 0; i < std::min(pools.size(), most_listed); ++i)
    list += (i == 0 ? "" : ", ") + pool_text(config, pools[i]);
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

Result<PoolId> find_in_zone(const Config& config, std::string_view zone_name, std::string_view name) {
  const auto zone = find_zone(config, zone_name);
  if (!zone) return zone.error();
  std::vector<const PoolConfig*> known;
  for (const PoolId id : config.pools.ids()) {
    if (config.pools[id].zone != *zone) continue;
    if (config.pools[id].name == name) return id;
    known.push_back(&config.pools[id]);
  }
  return Error{"unknown pool " + quoted(name) + " in zone " + zone_text(config.zones[*zone]) +
               suggest(name, known, [](const PoolConfig* pool) { return pool->name; })};
}

}  // namespace

std::string zone_text(const ZoneConfig& zone) { return dns::name_text(zone.apex); }

std::string pool_text(const Config& config, PoolId pool) {
  return zone_text(config.zones[config.pools[pool].zone]) + ":" + config.pools[pool].name;
}

Result<PoolId> find_pool(const Config& config, std::string_view reference) {
  const auto found = pools_named(config, reference);
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return several(config, reference, found);
  const std::size_t colon = reference.find(':');
  if (colon != std::string_view::npos)
    return find_in_zone(config, reference.substr(0, colon), reference.substr(colon + 1));
  return Error{"unknown pool " + quoted(reference) +
               suggest(reference, config.pools, [](const PoolConfig& pool) { return pool.name; })};
}

Result<Leaf> find_member(const Config& config, std::string_view pool_name, std::string_view member) {
  const auto pool = find_pool(config, pool_name);
  if (!pool) return pool.error();
  const PoolConfig& of = config.pools[*pool];
  if (const auto found = find_member(of, member)) return Leaf{*pool, *found};
  return Error{"unknown member " + quoted(member) + " of pool " + quoted(of.name) +
               suggest(member, of.members, [](const MemberConfig& one) { return one.name; })};
}

// No member's name has a '/', but the zone's may (RFC 2317).
Result<Leaf> find_member(const Config& config, std::string_view reference) {
  const std::size_t slash = reference.rfind('/');
  if (slash == std::string_view::npos)
    return Error{quoted(reference) + " is not a member: it is named POOL/MEMBER, or ZONE:POOL/MEMBER"};
  return find_member(config, reference.substr(0, slash), reference.substr(slash + 1));
}

std::optional<MemberId> find_member(const PoolConfig& pool, std::string_view name) {
  const auto found = std::ranges::find(pool.members, name, &MemberConfig::name);
  return found == pool.members.end() ? std::nullopt : std::optional(pool.members.id_of(*found));
}

MemberKey key_of(const Config& config, const Leaf& leaf) {
  const PoolConfig& pool = config.pools[leaf.pool];
  return {zone_text(config.zones[pool.zone]), pool.name, pool.members[leaf.member].name};
}

std::optional<Leaf> find_member(const Config& config, const MemberKey& key) {
  for (const PoolId id : pools_named(config, key.pool)) {
    const PoolConfig& pool = config.pools[id];
    if (zone_text(config.zones[pool.zone]) != key.zone) continue;
    const auto found = find_member(pool, key.member);
    return found ? std::optional(Leaf{id, *found}) : std::nullopt;
  }
  return {};
}

}  // namespace rota::config
