#include "api/description.h"

#include <algorithm>
#include <string>

#include "api/page/page.h"
#include "api/target.h"
#include "serve/listener.h"

namespace rota::api {

namespace json = boost::json;

namespace {

json::object written() {
  const auto file = std::ranges::find(page_files(), description_path, &PageFile::path);
  return parse_json(file->content).value().as_object();  // of the program's own; tests read it as well
}

// The names that openapi.json leaves to the table of listeners.
void describe_transports(json::object& document) {
  json::object& status = document["components"].as_object()["schemas"].as_object()["Status"].as_object();
  json::object& transports = status["properties"].as_object()["transports"].as_object();
  transports["items"].as_object()["enum"] = json::value_from(serve::listener_names());
}

json::object parameter(std::string_view name, std::string_view place) {
  return {{"name", name},
          {"in", place},
          {"required", place == "path"},
          {"schema", json::object{{"type", "string"}}}};
}

json::array parameters_of(const Route& route) {
  json::array out;
  for (const std::string_view step : words_of(route.pattern, '/'))
    if (step.starts_with('{')) out.push_back(parameter(step.substr(1, step.size() - 2), "path"));
  for (const std::string_view name : words_of(route.query, ' ')) out.push_back(parameter(name, "query"));
  return out;
}

json::object response(std::string_view what, json::object schema) {
  return {{"description", what},
          {"content", json::object{{"application/json", json::object{{"schema", std::move(schema)}}}}}};
}

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return out;
}

// "post_odd_zone_x" of POST /api/v1/odd/{zone}/x.
std::string operation_id(const Route& route) {
  std::string out = in_lower_case(route.method);
  for (std::string_view step : words_of(route.pattern, '/')) {
    if (step.empty() || step == "api" || step == "v1") continue;
    if (step.starts_with('{')) step = step.substr(1, step.size() - 2);
    out.append("_").append(step);
  }
  return out;
}

// Who may ask: {} stands for anybody, where [control] does not set read = "token".
json::array security_of(Access access) {
  const json::object token{{"token", json::array()}};
  if (access == Access::open) return {};
  return access == Access::changes ? json::array{token} : json::array{json::object(), token};
}

// What every operation may answer instead.
json::object refusals_of(Access access) {
  json::object out;
  const auto add = [&](std::string_view status, const std::string& name) {
    out[status] = json::object{{"$ref", "#/components/responses/" + name}};
  };
  add("400", "BadRequest");
  if (access != Access::open) add("401", "Unauthorized");
  add("403", "Forbidden");
  add("405", "MethodNotAllowed");
  add("503", "Unavailable");
  return out;
}

json::object described_by_row(const Route& route) {
  json::object out{{"operationId", operation_id(route)},
                   {"tags", json::array{"server"}},
                   {"description", route.summary},
                   {"security", security_of(route.access)}};
  if (json::array parameters = parameters_of(route); !parameters.empty())
    out["parameters"] = std::move(parameters);
  json::object responses = refusals_of(route.access);
  responses["200"] = response("The current state.", {{"type", "object"}});
  responses["default"] = response("Why it failed.", {{"$ref", "#/components/schemas/Error"}});
  out["responses"] = std::move(responses);
  return out;
}

}  // namespace

json::object description(std::span<const Route> routes) {
  json::object out = written();
  describe_transports(out);
  json::object& paths = out["paths"].as_object();
  for (const Route& route : routes) {
    if (route.summary.empty()) continue;
    const std::string method = in_lower_case(route.method);
    json::value& path = paths[route.pattern];
    if (path.is_null()) path.emplace_object();
    json::value& operation = path.as_object()[method];
    if (operation.is_null()) operation = described_by_row(route);
    operation.as_object()["summary"] = route.summary;
  }
  return out;
}

}  // namespace rota::api
