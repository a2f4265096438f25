#include "api/router.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "api/target.h"
#include "base/choices.h"

namespace rota::api {

namespace {

// The parameters of the pattern; nothing when the path is another.
std::optional<Parameters> fit(std::string_view pattern, const std::vector<std::string>& steps) {
  auto wanted = words_of(pattern.substr(1), '/');
  if (wanted.empty()) wanted.emplace_back();  // "/" has one step, an empty one
  if (wanted.size() != steps.size()) return {};
  Parameters out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      out.emplace(wanted[i].substr(1, wanted[i].size() - 2), steps[i]);
    } else if (wanted[i] != steps[i]) {
      return {};
    }
  }
  return out;
}

// A parameter that a route does not know is a typing mistake, not something to ignore.
std::optional<std::string> unknown_parameter(const Route& route, const Parameters& given) {
  const auto known = words_of(route.query, ' ');
  for (const auto& [name, value] : given)
    if (std::ranges::find(known, name) == known.end())
      return "unknown parameter '" + name + "'" + suggestion(name, known);
  return {};
}

}  // namespace

struct Router::Match {
  const Route* route = nullptr;
  Parameters path{};
  Parameters query{};
  std::optional<http::Response> refusal{};
};

Router::Router(std::vector<Route> routes, const http::Guard& guard)
    : routes_(std::move(routes)), guard_(guard) {}

Router::Match Router::match(const http::Request& request) const {
  Match out;
  const auto refused = [&](int status, const std::string& sentence) {
    out.refusal = http::error_response(status, sentence);
  };
  const auto steps = path_steps(request.path);
  auto query = query_parameters(request.query);
  if (!steps || !query) return refused(400, "the request's target cannot be read"), std::move(out);
  const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::string allowed;
  for (const Route& route : routes_) {
    auto path = fit(route.pattern, *steps);
    if (!path) continue;
    allowed +=
        (allowed.empty() ? "" : ", ") + std::string(route.method == "GET" ? "GET, HEAD" : route.method);
    if (route.method != method) continue;
    out.route = &route;
    out.path = std::move(*path);
    out.query = std::move(*query);
    if (const auto mistake = unknown_parameter(route, out.query)) refused(400, *mistake);
    return out;
  }
  if (allowed.empty()) return refused(404, "there is nothing at " + request.path), std::move(out);
  refused(405, request.method + " does not go with " + request.path + ", only " + allowed);
  out.refusal->fields.emplace_back("Allow", allowed);
  return out;
}

std::optional<http::Response> Router::refuse(const http::Request& request) const {
  Match match = this->match(request);
  const Access access = match.route != nullptr ? match.route->access : Access::reads;
  if (auto refusal = guard_.refuse(request, access)) return refusal;
  if (match.refusal) return std::move(match.refusal);
  // So nobody without a right can make us hold one.
  if (request.has_body && access != Access::changes)
    return http::error_response(400, "this request is to come without a body");
  return {};
}

void Router::answer(http::Request request, http::Reply reply) const {
  Match match = this->match(request);
  if (match.refusal) return reply(std::move(*match.refusal));
  request.who = guard_.who(request);
  match.route->handle(
      {std::move(request), std::move(match.path), std::move(match.query), std::move(reply), &guard_});
}

}  // namespace rota::api
