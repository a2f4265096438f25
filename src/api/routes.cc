#include "api/routes.h"

#include <utility>

#include "api/handlers.h"
#include "api/page/page.h"

namespace rota::api {

namespace {

// A file as it stands in the program.
Route route_of(const PageFile& file) {
  const auto text = std::make_shared<const std::string>(file.content);
  return {"GET", file.path, Access::open, "", [text, type = std::string(file.type)](const Call& call) {
            http::Response response;
            response.type = type;
            response.body = text;
            call.reply(std::move(response));
          }};
}

}  // namespace

std::vector<Route> api_routes(Context& context) {
  const auto get = Access::reads;
  const auto to = [&context](auto* handle) {
    return [&context, handle](Call call) { handle(context, std::move(call)); };
  };
  std::vector<Route> out = {
      {"GET", "/api/v1/status", get, "", to(get_status)},
      {"GET", "/metrics", get, "scope", to(get_metrics)},
      {"GET", "/api/v1/zones", get, "", to(get_zones)},
      {"GET", "/api/v1/zones/{zone}/records", get, "", to(get_records)},
      {"GET", "/api/v1/pools", get, "zone", to(get_pools)},
      {"GET", "/api/v1/pools/{ref}", get, "", to(get_pool)},
      {"GET", "/api/v1/overrides", get, "", to(get_overrides)},
      {"POST", "/api/v1/members/{ref}/{member}", Access::changes, "", to(post_member)},
      {"GET", "/api/v1/explain", get, "name type client", to(get_explain)},
      {"GET", "/api/v1/config", get, "", to(get_config)},
      {"GET", "/api/v1/events", get, "since limit", to(get_events)},
      {"GET", "/api/v1/stream", get, "", to(get_stream)},
      {"POST", "/api/v1/reload", Access::changes, "allow_empty", to(post_reload)},
      {"POST", "/api/v1/replace", Access::changes, "", to(post_replace)},
  };
  for (const PageFile& file : page_files()) out.push_back(route_of(file));
  return out;
}

}  // namespace rota::api
