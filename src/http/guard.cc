#include "http/guard.h"

#include <algorithm>
#include <string_view>

#include "http/origin.h"

namespace rota::http {

namespace {

constexpr std::string_view bearer = "Bearer ";

Response unauthorized(std::string_view sentence) {
  Response out = error_response(401, sentence);
  out.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"rota\"");
  return out;
}

bool is_loopback_name(std::string_view name) {
  if (is_equal_but_for_case(name, "localhost")) return true;
  const auto address = parse_address(name);
  return address && address->is_loopback();
}

}  // namespace

std::optional<Response> Guard::refuse(const Request& request, Access access) const {
  if (request.peer.is_local) return {};
  if (auto refusal = refuse_foreign(request)) return refusal;
  if (access == Access::changes || (access == Access::reads && rules_.read_needs_token))
    return refuse_token(request, access);
  return {};
}

std::optional<Response> Guard::refuse_without_token(const Request& request) const {
  return request.peer.is_local ? std::nullopt : refuse_token(request, Access::reads);
}

std::optional<Response> Guard::refuse_unknown(const Request& request, std::string_view wanted) const {
  if (tokens_.empty())
    return error_response(403,
                          "this request needs a token over TCP, and none is known: set token_file in "
                          "[control], or use the control socket");
  if (request.authorization.empty())
    return unauthorized("this request needs 'Authorization: Bearer SECRET' of a token" + std::string(wanted));
  if (token_of(request) == nullptr) return unauthorized("unknown token");
  return {};
}

std::optional<Response> Guard::refuse_token(const Request& request, Access access) const {
  const std::string what = access == Access::changes ? "change" : "read";
  if (auto refusal = refuse_unknown(request, " with scope " + what)) return refusal;
  const Token* const token = token_of(request);
  if (token != nullptr && (access == Access::changes ? token->changes : token->reads)) return {};
  return error_response(403, "token " + who(request) + " does not have scope " + what);
}

std::string Guard::who(const Request& request) const {
  if (request.peer.is_local) return request.peer.user;
  const Token* const token = token_of(request);
  return token != nullptr ? token->name : "";
}

const Token* Guard::token_of(const Request& request) const {
  const std::string_view shown = request.authorization;
  return shown.starts_with(bearer) ? tokens_.find(shown.substr(bearer.size())) : nullptr;
}

std::optional<Response> Guard::refuse_foreign(const Request& request) const {
  const std::string name(name_of(request.host));
  const bool is_loopback = !http_ || http_->is_loopback();
  if (is_loopback && !is_loopback_name(name) && !knows(request.host))
    return error_response(
        403, name.empty()
                 ? "the Host field names no server"
                 : "unknown Host; use localhost, or add the name to [control]: hosts = [\"" + name + "\"]");
  if (!request.origin) return {};
  const auto origin = host_of_origin(*request.origin);
  if (origin && (is_origin_of(*request.origin, request.host) || knows(*origin))) return {};
  return error_response(403, "the request comes from a page of another server");
}

bool Guard::knows(const std::string& host) const {
  return std::ranges::any_of(rules_.hosts, [&](const std::string& entry) { return is_meant(entry, host); });
}

}  // namespace rota::http
