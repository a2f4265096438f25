// The description of the API and its table of routes tell the same. That the answers
// are as described is held against the running server: tests/scenario/160_*.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>
#include <span>
#include <string>

#include "api/description.h"
#include "api/page/page.h"
#include "api/routes.h"
#include "base/json.h"
#include "serve/listener.h"

using namespace rota;
using namespace rota::api;
namespace json = boost::json;

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::set<std::string> parameters(const json::object& operation, std::string_view place) {
  std::set<std::string> out;
  if (const json::value* list = operation.if_contains("parameters"))
    for (const json::value& each : list->as_array())
      if (text_at(each.as_object(), "in") == place) out.emplace(text_at(each.as_object(), "name"));
  return out;
}

std::set<std::string> names_in_braces(std::string_view pattern) {
  std::set<std::string> out;
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1))
    out.emplace(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  return out;
}

std::set<std::string> words(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (c != ' ')
      word += c;
    else if (!word.empty())
      out.insert(std::exchange(word, {}));
  }
  return out;
}

// A file of the status page.
bool is_of_page(const Route& route) {
  return !route.pattern.starts_with("/api/") &&
         std::ranges::find(page_files(), route.pattern, &PageFile::path) != page_files().end();
}

}  // namespace

TEST_CASE("the transports that are described are those of the list of listeners") {
  const json::object document = description({});
  const json::value& status = document.at("components").at("schemas").at("Status").at("properties");
  CHECK(status.at("transports").at("items").at("enum") == json::value_from(serve::listener_names()));
}

// By Access: nothing is needed, a token where [control] asks for one, or always.
static const std::array<json::value, 3> security{parse_json("[]").value(),
                                                 parse_json(R"([{}, {"token": []}])").value(),
                                                 parse_json(R"([{"token": []}])").value()};

TEST_CASE("every route is described, with its parameters and whether it needs a token") {
  Context context{.sources = {}, .events = EventFeed({})};
  const std::vector<Route> all = api_routes(context);
  const json::object document = description(all);
  const json::object& paths = document.at("paths").as_object();
  std::size_t routes = 0;
  std::set<std::string> operation_ids;
  for (const Route& route : all) {
    INFO(route.method << " " << route.pattern);
    if (is_of_page(route)) continue;
    ++routes;
    const json::value* path = paths.if_contains(route.pattern);
    REQUIRE(path != nullptr);
    const json::value* found = path->as_object().if_contains(lower(route.method));
    REQUIRE(found != nullptr);
    const json::object& operation = found->as_object();
    CHECK(text_at(operation, "summary").size() > 5);
    // The guard lets everybody come to it; it asks for a token itself, and any will do.
    const Access access = route.pattern == "/api/v1/token" ? Access::changes : route.access;
    CHECK(operation.at("security") == security[static_cast<std::size_t>(access)]);
    CHECK(operation_ids.insert(std::string(text_at(operation, "operationId"))).second);
    CHECK(text_at(operation, "description").size() > 10);
    const json::object& responses = operation.at("responses").as_object();
    for (const char* status : {"200", "400", "403", "405", "503"}) CHECK(responses.contains(status));
    CHECK(responses.contains("401") == (access != Access::open));
    CHECK(parameters(operation, "query") == words(route.query));
    CHECK(parameters(operation, "path") == names_in_braces(route.pattern));
  }
  std::size_t operations = 0;
  for (const auto& [path, methods] : paths) operations += methods.as_object().size();
  CHECK(operations == routes);
}

TEST_CASE("a route that openapi.json does not know is described by its row") {
  const Route routes[] = {{"POST", "/api/v1/odd/{zone}/x", Access::changes, "a b", {}, "Do something odd"}};
  const json::object document = description(routes);
  const json::object& paths = document.at("paths").as_object();
  const json::object& operation = paths.at("/api/v1/odd/{zone}/x").at("post").as_object();
  CHECK(text_at(operation, "summary") == "Do something odd");
  CHECK(text_at(operation, "operationId") == "post_odd_zone_x");
  CHECK(operation.at("security") == security[static_cast<std::size_t>(Access::changes)]);
  CHECK(operation.at("responses").as_object().contains("405"));
  CHECK(parameters(operation, "path") == std::set<std::string>{"zone"});
  CHECK(parameters(operation, "query") == std::set<std::string>{"a", "b"});
  CHECK(operation.at("responses").as_object().contains("200"));
  CHECK(paths.contains("/api/v1/status"));
}
