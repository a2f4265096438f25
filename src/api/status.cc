// GET /api/v1/status, and the pulse of the stream
#include <unistd.h>

#include <utility>

#include "api/handlers.h"
#include "api/words.h"
#include "config/references.h"
#include "serve/listener.h"

namespace rota::api {

namespace json = boost::json;

namespace {

void add_process(json::object& out, const Sources& sources, const std::string& identity) {
  json::array listen;
  for (const std::string& each : sources.listen) listen.emplace_back(printable(each));
  out["server"] = printable(identity.empty() ? sources.host : identity);
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
  json::object out{{"total", rows.rows().size()}};
  using enum report::PoolState;
  for (const report::PoolState state : {healthy, degraded, down, broken})
    out[report::name_of(state)] = rows.count(state);
  return out;
}

json::object members_of(const MemberCounts& count) {
  return {{"total", count.total}, {"up", count.up},           {"failing", count.failing},
          {"down", count.down},   {"unknown", count.unknown}, {"stale", count.stale},
          {"drain", count.drain}, {"maint", count.maint}};
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
          {"broken", json::value_from(report::broken_zones(*seen.zones))},
          {"kept", kept_zones(*seen.view->config)}};
}

// The verdict on the server.
void add_verdict(json::object& out, const report::ServerVerdict& verdict) {
  out["ok"] = verdict.level == report::Level::healthy;
  out["level"] = report::name_of(verdict.level);
  out["problems"] = json::value_from(verdict.problems);
}

}  // namespace

void get_status(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    const operate::View& view = *seen.view;
    json::object out;
    add_verdict(out, context.verdict(seen));
    add_process(out, context.sources, view.config->server.service.identity);
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
    const report::PoolVerdict& verdict = context.rows.verdicts()[pool];
    const auto& from = verdict.serving_from;
    pools.push_back(
        json::object{{"zone", zone_text(view.config->zones[view.config->pools[pool].zone])},
                     {"pool", view.config->pools[pool].name},
                     {"state", report::name_of(verdict.state)},
                     {"healthy", verdict.healthy},
                     {"total", verdict.total},
                     {"serving_from", from ? json::value(view.config->pools[*from].name) : json::value()}});
  }
  json::object out{{"edition", seen.edition}, {"qps", context.meter.rate()}};
  add_verdict(out, context.verdict(seen));
  out["pools"] = std::move(pools);
  return out;
}

}  // namespace rota::api
