#include "report/document.h"

#include <vector>

#include "bake/report.h"
#include "base/hex.h"
#include "config/listen_reader.h"
#include "config/pool_words.h"
#include "config/references.h"
#include "dns/name.h"
#include "report/check_document.h"
#include "report/named_json.h"
#include "report/service_document.h"

namespace rota::report {

namespace json = boost::json;

namespace {

using config::Config;
using config::MemberConfig;
using config::PoolConfig;
using config::PoolKind;

// Only what a member of its kind has.
json::object member_of(PoolKind kind, const MemberConfig& member, double share) {
  json::object out{{"name", member.name}};
  if (kind == PoolKind::address) {
    out["address"] = addresses_of(member);
  } else {
    out["target"] = dns::name_text(member.target);
    if (member.connect) out["connect"] = member.connect->text();
  }
  if (kind == PoolKind::srv) {
    out["port"] = member.port;
    out["priority"] = member.priority;
  }
  out["weight"] = member.weight;
  out["admin"] = admin_text(member.admin);
  out["share"] = share;
  return out;
}

json::value brake_of(const config::Brake& brake) {
  if (brake.share >= 1) return {};
  return json::object{{"share", brake.share}, {"per", in_seconds(brake.per)}};
}

json::object pool_of(const Config& config, const PoolConfig& pool,
                     const IdVector<CheckId, std::string>& labels) {
  json::array checks;
  for (const CheckId check : pool.checks) checks.emplace_back(labels[check]);
  const IdVector<MemberId, double> shares = bake::aimed_shares(pool);
  json::array members;
  for (const MemberId id : pool.members.ids())
    members.push_back(member_of(pool.kind, pool.members[id], shares[id]));
  return {{"zone", zone_text(config.zones[pool.zone])},
          {"pool", pool.name},
          {"names", names_of(pool)},
          {"kind", config::name_of(pool.kind)},
          {"policy", pool.policy},
          {"answers", or_null(pool.answers)},
          {"ttl", json::object{{"max", pool.ttl.max}, {"min", pool.ttl.min}}},
          {"all_down", config::name_of(pool.all_down)},
          {"canary", pool.canary},
          {"brake", brake_of(pool.brake)},
          {"fallback", pool.fallback ? json::value(config.pools[*pool.fallback].name) : json::value()},
          {"checks", std::move(checks)},
          {"members", std::move(members)}};
}

json::object server_of(const config::ServerConfig& server) {
  json::array listen;
  for (const config::ListenConfig& each : server.listen) listen.emplace_back(listen_text(each));
  return {{"listen", std::move(listen)},
          {"workers", server.workers},
          {"user", server.user},
          {"state", server.state},
          {"sandbox", server.sandbox}};
}

json::object control_of(const config::ControlConfig& control) {
  return {{"socket", control.socket}, {"http", control.http}, {"token_file", control.token_file}};
}

json::value key_of(const std::optional<SipKey>& key) {
  if (!key) return nullptr;
  std::string digits;
  append_hex(digits, *key);
  return json::string(digits);
}

}  // namespace

json::object describe(const Config& config, const std::optional<SipKey>& key) {
  json::array zones;
  json::array pools;
  const IdVector<CheckId, std::string> labels = labels_of(config);
  for (const config::ZoneConfig& zone : config.zones)
    zones.push_back(json::object{{"zone", zone_text(zone)}, {"allow_query", describe(zone.allow_query)}});
  for (const PoolConfig& pool : config.pools) pools.push_back(pool_of(config, pool, labels));
  return {{"zones", std::move(zones)},
          {"pools", std::move(pools)},
          {"checks", describe_checks(config, key)},
          {"fingerprint_key", key_of(key)},
          {"server", server_of(config.server)},
          {"control", control_of(config.control)},
          {"service", describe(config.server.service)}};
}

}  // namespace rota::report
