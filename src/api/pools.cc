// GET /api/v1/pools and /api/v1/pools/{ref}
#include <utility>

#include "api/handlers.h"
#include "api/shown.h"
#include "api/words.h"
#include "config/references.h"
#include "dns/name.h"

namespace rota::api {

namespace {

std::string pool_list(const Context& context, const Seen& seen, std::optional<std::string_view> zone) {
  std::string out = "{\"pools\":[";
  const config::Config& config = *seen.view->config;
  const auto& rows = context.rows.rows();
  for (const PoolId id : rows.ids()) {
    if (zone && zone_text(config.zones[config.pools[id].zone]) != *zone) continue;
    if (out.back() != '[') out += ',';
    out += rows[id].json + ",\"answers_total\":" + std::to_string(seen.totals->pools[id].answers) + "}";
  }
  return out + "]}\n";
}

bool has_zone(const config::Config& config, std::string_view zone) {
  for (const auto& each : config.zones)
    if (dns::name_text(each.apex) == zone) return true;
  return false;
}

Result<bake::ReportedPool> look_at(const bake::World& world, std::string_view reference) {
  const auto pool = find_pool(world.config(), reference);
  if (!pool) return pool.error();
  return world.reported(*pool);
}

}  // namespace

void get_pools(Context& context, Call&& call) {
  context.with_view(std::move(call), [&context](const Call& asked, const Seen& seen) {
    const auto zone = asked.asked("zone");
    if (zone && !has_zone(*seen.view->config, *zone))
      return asked.refuse(404, "there is no zone '" + std::string(*zone) + "'");
    http::Response response;
    response.body = context.views.text("pools " + std::string(zone.value_or("")),
                                       [&] { return pool_list(context, seen, zone); });
    asked.reply(std::move(response));
  });
}

void get_pool(Context& context, Call&& call) {
  const std::string reference = call.path["ref"];
  context.with_world(
      std::move(call), [reference](const bake::World& world) { return look_at(world, reference); },
      [&context](const Call& asked, Result<bake::ReportedPool> pool) {
        if (!pool) return asked.refuse(404, pool.error().text);
        context.with_view(asked, [pool = std::move(*pool)](const Call& again, const Seen& seen) {
          again.reply(json_response(show_pool(pool, *seen.view)));
        });
      });
}

}  // namespace rota::api
