// GET /api/v1/status, and the pulse of the stream
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "api/handlers.h"
#include "api/words.h"
#include "config/references.h"
#include "dns/name.h"
#include "health/announce.h"
#include "serve/listener.h"

namespace rota::api {

namespace json = boost::json;

namespace {

constexpr std::size_t most_told = 10;  // pools that are down, by name

void add_process(json::object& out, const Sources& sources) {
  json::array listen;
  for (const std::string& each : sources.listen) listen.emplace_back(printable(each));
  out["version"] = sources.version;
  out["pid"] = ::getpid();
  out["started"] = rfc3339(sources.started);
  out["uptime"] = in_seconds(std::chrono::system_clock::now() - sources.started);
  out["config"] = printable(sources.config_path);
  out["user"] = printable(sources.user);
  out["listen"] = std::move(listen);
  out["workers"] = sources.workers;
}

json::object traffic_of(const Meter& meter, const stats::Traffic& traffic) {
  json::object out{{"qps", meter.rate()},
                   {"answered", traffic.all_answered()},
                   {"dropped", traffic.all_dropped()},
                   {"kernel_drops", traffic.kernel_drops}};
  for (const serve::ListenerKind* kind : serve::all_listeners()) {
    const auto answered = [&](Family family) {
      return traffic.answered[place_of(serve::path_of(*kind, family))];
    };
    out[kind->name] = answered(Family::v4) + answered(Family::v6);
  }
  return out;
}

void add_snapshot(json::object& out, const Seen& seen) {
  const auto last = seen.bakes.last;
  out["edition"] = seen.edition;
  out["snapshot_age"] = in_seconds(seen.bakes.age);
  out["bake_seconds"] = last.count() > 0 ? json::value(in_seconds(last)) : json::value();
}

json::object reload_of(const operate::ReloadState& reload) {
  json::array mistakes;
  for (const Mistake& mistake : reload.mistakes) mistakes.emplace_back(printable(mistake.line()));
  return {{"ok", reload.ok},
          {"at", rfc3339(reload.at)},
          {"seconds", in_seconds(reload.took)},
          {"kept", reload.succeeded != reload.at},
          {"mistakes", std::move(mistakes)}};
}

json::object pools_of(const PoolRows& rows) {
  return {{"total", rows.rows().size()},
          {"healthy", rows.count("healthy")},
          {"degraded", rows.count("degraded")},
          {"down", rows.count("down")},
          {"broken", rows.count("broken")}};
}

json::object members_of(const MemberCounts& count) {
  return {{"total", count.total}, {"up", count.up},           {"degraded", count.degraded},
          {"down", count.down},   {"unknown", count.unknown}, {"stale", count.stale},
          {"drain", count.drain}, {"maint", count.maint}};
}

std::vector<std::string> broken_zones(const snapshot::Zones& zones) {
  std::vector<std::string> out;
  for (const ZoneSlot slot : zones.slots())
    if (zones.at(slot).is_broken()) out.push_back(dns::name_text(zones.at(slot).apex()));
  return out;
}

// Zones of which an earlier version is served, with the time that it was loaded.
json::array kept_zones(const config::Config& config) {
  json::array out;
  for (const config::ZoneConfig& zone : config.zones)
    if (zone.kept_from)
      out.push_back(json::object{{"zone", zone_text(zone)}, {"kept_from", rfc3339(*zone.kept_from)}});
  return out;
}

json::object zones_of(const Seen& seen) {
  return {{"total", seen.zones->size()},
          {"broken", json::value_from(broken_zones(*seen.zones))},
          {"kept", kept_zones(*seen.view->config)}};
}

std::string pool_name(const config::Config& config, PoolId pool) {
  return zone_text(config.zones[config.pools[pool].zone]) + ":" + config.pools[pool].name;
}

// What an operator should look at, the worst first.
json::array problems_of(const Context& context, const Seen& seen) {
  const operate::View& view = *seen.view;
  json::array out;
  for (const health::Blindness& each : view.blindness) out.emplace_back(health::news_of_blindness(each).text);
  const auto& rows = context.rows.rows();
  std::size_t down = 0;
  for (const PoolId id : rows.ids()) {
    if (rows[id].state != "down") continue;
    if (++down > most_told) continue;
    out.emplace_back("pool " + pool_name(*view.config, id) + " is down: no member is healthy");
  }
  if (down > most_told) out.emplace_back(std::to_string(down - most_told) + " more pools are down");
  const auto broken = broken_zones(*seen.zones);
  for (std::size_t i = 0; i < broken.size() && i < most_told; ++i)
    out.emplace_back("zone " + broken[i] + " has mistakes and answers SERVFAIL");
  if (broken.size() > most_told)
    out.emplace_back(std::to_string(broken.size() - most_told) + " more zones are broken");
  std::size_t kept = 0;
  for (const config::ZoneConfig& zone : view.config->zones)
    if (zone.kept_from && ++kept <= most_told)
      out.emplace_back("zone " + zone_text(zone) + " has mistakes; its version loaded at " +
                       rfc3339(*zone.kept_from) + " is served");
  if (kept > most_told) out.emplace_back(std::to_string(kept - most_told) + " more zones are kept so");
  // The start loads as well, but serves what it can.
  const auto& mistakes = view.reload.mistakes;
  const auto first = std::ranges::find(mistakes, Severity::error, &Mistake::severity);
  if (!view.reload.ok)
    out.emplace_back("the files had mistakes when they were loaded last" +
                     (first == mistakes.end() ? "" : ": " + printable(first->line())));
  return out;
}

}  // namespace

void get_status(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    const operate::View& view = *seen.view;
    json::object out;
    json::array problems = problems_of(context, seen);
    out["ok"] = problems.empty();
    out["problems"] = std::move(problems);
    add_process(out, context.sources);
    out["generation"] = view.generation;
    add_snapshot(out, seen);
    out["transports"] = json::value_from(serve::listener_names());
    out["traffic"] = traffic_of(context.meter, seen.traffic);
    out["reload"] = reload_of(view.reload);
    out["zones"] = zones_of(seen);
    out["pools"] = pools_of(context.rows);
    out["members"] = members_of(context.rows.members());
    out["targets"] = view.targets->targets.size();
    out["overrides"] = view.overrides.size();
    asked.reply(json_response(out));
  });
}

json::object pulse(Context& context, const Seen& seen) {
  const operate::View& view = *seen.view;
  json::array pools;
  for (const PoolId pool : context.rows.take_moved()) {
    const PoolRow& row = context.rows.rows()[pool];
    pools.push_back(json::object{{"zone", zone_text(view.config->zones[view.config->pools[pool].zone])},
                                 {"pool", view.config->pools[pool].name},
                                 {"state", row.state},
                                 {"healthy", row.healthy},
                                 {"total", row.total}});
  }
  json::array problems = problems_of(context, seen);
  return {{"edition", seen.edition},
          {"qps", context.meter.rate()},
          {"ok", problems.empty()},
          {"problems", std::move(problems)},
          {"pools", std::move(pools)}};
}

}  // namespace rota::api
