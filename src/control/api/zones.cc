// GET /api/v1/zones
#include <utility>

#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

namespace json = boost::json;

namespace {

json::array zones_of(const bake::World& world) {
  std::vector<std::size_t> pools(world.config().zones.size());
  for (const auto& pool : world.config().pools) ++pools[pool.zone];
  json::array out;
  const auto& zones = *world.snapshot()->zones;
  for (std::uint32_t i = 0; i < zones.size(); ++i) {
    out.push_back(json::object{
        {"zone", name_text(zones.at(i).apex())}, {"pools", pools[i]}, {"broken", zones.at(i).is_broken()}});
  }
  return out;
}

}  // namespace

void zones(const Sources& sources, Call call) {
  sources.inspect([reply = std::move(call.reply)](const bake::World* world) {
    if (world == nullptr) return reply(http::error_response(503, "nothing is served yet"));
    reply(json_response({{"zones", zones_of(*world)}}));
  });
}

}  // namespace rota::control::api
