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

json::object described_by_row(const Route& route) {
  json::object out;
  if (json::array parameters = parameters_of(route); !parameters.empty())
    out["parameters"] = std::move(parameters);
  if (route.access == Access::changes) out["security"] = json::array{json::object{{"token", json::array()}}};
  out["responses"] = json::object{{"200", response("as it is now", {{"type", "object"}})},
                                  {"default", response("why not", {{"$ref", "#/components/schemas/Error"}})}};
  return out;
}

}  // namespace

json::object description(std::span<const Route> routes) {
  json::object out = written();
  describe_transports(out);
  json::object& paths = out["paths"].as_object();
  for (const Route& route : routes) {
    if (route.summary.empty()) continue;
    std::string method(route.method);
    std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    json::value& path = paths[route.pattern];
    if (path.is_null()) path.emplace_object();
    json::value& operation = path.as_object()[method];
    if (operation.is_null()) operation = described_by_row(route);
    operation.as_object()["summary"] = route.summary;
  }
  return out;
}

}  // namespace rota::api
