// GET /api/v1/status
#include <unistd.h>

#include <utility>

#include "base/json.h"
#include "control/api/handlers.h"
#include "control/api/words.h"

namespace rota::control::api {

namespace json = boost::json;

namespace {

json::object zones_of(const bake::World& world) {
  json::array broken;
  const auto& zones = *world.snapshot()->zones;
  for (std::uint32_t i = 0; i < zones.size(); ++i)
    if (zones.at(i).is_broken()) broken.emplace_back(name_text(zones.at(i).apex()));
  return {{"total", zones.size()}, {"broken", std::move(broken)}};
}

std::size_t members_of(const config::Config& config) {
  std::size_t out = 0;
  for (const auto& pool : config.pools) out += pool.members.size();
  return out;
}

json::array problems_of(const json::object& zones) {
  json::array out;
  for (const json::value& zone : zones.at("broken").as_array())
    out.emplace_back("zone " + std::string(zone.as_string()) + " has mistakes and answers SERVFAIL");
  return out;
}

json::object about_process(const Sources& sources) {
  const std::chrono::duration<double> uptime = std::chrono::system_clock::now() - sources.started;
  json::array listen;
  for (const Endpoint& endpoint : sources.listen) listen.emplace_back(endpoint.text());
  return {{"version", sources.version},
          {"pid", ::getpid()},
          {"started", rfc3339(sources.started)},
          {"uptime", uptime.count()},
          {"config", printable(sources.config_path)},
          {"user", printable(sources.user)},
          {"listen", std::move(listen)},
          {"workers", sources.workers},
          {"edition", sources.edition()}};
}

}  // namespace

void status(const Sources& sources, Call call) {
  sources.inspect(
      [about = about_process(sources), reply = std::move(call.reply)](const bake::World* world) mutable {
        if (world == nullptr) return reply(http::error_response(503, "nothing is served yet"));
        json::object zones = zones_of(*world);
        json::array problems = problems_of(zones);
        about["ok"] = problems.empty();
        about["problems"] = std::move(problems);
        about["zones"] = std::move(zones);
        about["pools"] = json::object{{"total", world->config().pools.size()}};
        about["members"] = json::object{{"total", members_of(world->config())}};
        about["targets"] = world->targets().targets.size();
        reply(json_response(about));
      });
}

}  // namespace rota::control::api
