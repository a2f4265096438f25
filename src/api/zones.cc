// GET /api/v1/zones
#include <utility>

#include "api/handlers.h"
#include "api/words.h"
#include "dns/name.h"

namespace rota::api {

namespace json = boost::json;

namespace {

// The serial of a zone's SOA; null in a broken one.
json::value serial_of(const snapshot::Zone& zone) {
  const auto soa = zone.soa();
  if (!soa) return nullptr;
  const Bytes rdata = *soa->set.begin();
  return load32(rdata.data() + rdata.size() - 20);  // the first of five numbers at its end
}

json::value kept_from(const config::ZoneConfig& zone) {
  return zone.kept_from ? json::value(rfc3339(*zone.kept_from)) : json::value();
}

json::array zones_of(const snapshot::Zones& zones, const config::Config& config) {
  IdVector<ZoneId, std::size_t> pools(zones.size());
  for (const auto& pool : config.pools) ++pools[pool.zone];
  json::array out;
  for (const ZoneSlot slot : zones.slots()) {
    const snapshot::Zone zone = zones.at(slot);
    out.push_back(json::object{{"zone", dns::name_text(zone.apex())},
                               {"serial", serial_of(zone)},
                               {"pools", pools[zone.id()]},
                               {"broken", zone.is_broken()},
                               {"kept_from", kept_from(config.zones[zone.id()])}});
  }
  return out;
}

struct Running {
  std::shared_ptr<const snapshot::Zones> zones;
  std::shared_ptr<const config::Config> config;
};

}  // namespace

void get_zones(Context& context, Call&& call) {
  context.with_world(
      std::move(call),
      [](const bake::World& world) {
        return Running{world.snapshot()->zones, world.shared_config()};
      },
      [](const Call& asked, const Running& running) {
        asked.reply(json_response({{"zones", zones_of(*running.zones, *running.config)}}));
      });
}

}  // namespace rota::api
