#include "control/api/api.h"

#include <utility>

#include "control/api/handlers.h"

namespace rota::control::api {

namespace {

std::optional<Address> address_of(const config::ControlConfig& config) {
  const auto endpoint = parse_endpoint(config.http);
  return endpoint ? std::optional(endpoint->address) : std::nullopt;
}

}  // namespace

Api::Api(Sources sources, const config::ControlConfig& config)
    : sources_(std::move(sources)), guard_(address_of(config)), router_(routes(), guard_) {
  guard_.tokens().load(config.token_file);
}

void Api::reloaded() {
  sources_.inspect([this](const bake::World* world) {
    if (world == nullptr) return;
    sources_.later([this, path = world->config().control.token_file] { guard_.tokens().load(path); });
  });
}

http::Application Api::application() {
  return {.refuse = [this](const http::Request& request) { return router_.refuse(request); },
          .answer = [this](http::Request request,
                           http::Reply reply) { router_.answer(std::move(request), std::move(reply)); }};
}

std::vector<Route> Api::routes() {
  const auto with_sources = [this](void (*handle)(const Sources&, Call)) {
    return [this, handle](Call call) { handle(sources_, std::move(call)); };
  };
  std::vector<Route> out = {
      {"GET", "/api/v1/status", Access::reads, "", with_sources(status), "whether all is well, at a glance"},
      {"GET", "/api/v1/zones", Access::reads, "", with_sources(zones), "all zones"},
      {"POST", "/api/v1/reload", Access::changes, "", with_sources(reload), "load the configuration anew"},
  };
  for (Route& file : page_routes()) out.push_back(std::move(file));
  return out;
}

}  // namespace rota::control::api
