#include "api/routes.h"

#include <span>
#include <utility>

#include "api/description.h"
#include "api/handlers.h"
#include "api/page/page.h"

namespace rota::api {

namespace json = boost::json;

namespace {

Route route_of(const PageFile& file, std::string content) {
  const auto text = std::make_shared<const std::string>(std::move(content));
  return {"GET", file.path, Access::open, "", [text, type = std::string(file.type)](const Call& call) {
            http::Response response;
            response.type = type;
            response.body = text;
            call.reply(std::move(response));
          }};
}

// What is served under a path of the page's files: all but one as it stands there.
std::string content_of(const PageFile& file, std::span<const Route> routes) {
  return file.path == description_path ? json::serialize(description(routes)) : std::string(file.content);
}

}  // namespace

std::vector<Route> api_routes(Context& context) {
  using enum Access;
  const auto to = [&context](Handler* handle) {
    return [&context, handle](Call call) { handle(context, std::move(call)); };
  };
#define ROUTE(METHOD, PATH, ACCESS, QUERY, HANDLE, SUMMARY) \
  {METHOD, PATH, ACCESS, QUERY, to(HANDLE), SUMMARY},
  std::vector<Route> out = {
#include "api/routes.def"
  };
#undef ROUTE
  for (const PageFile& file : page_files()) out.push_back(route_of(file, content_of(file, out)));
  return out;
}

}  // namespace rota::api
