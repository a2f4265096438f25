#include "control/http/guard.h"

#include <strings.h>

#include <algorithm>
#include <string_view>

namespace rota::control::http {

namespace {

constexpr std::string_view scheme = "Bearer ";

// "localhost:8053" -> "localhost", "[::1]:8053" -> "::1"; "" when it is neither
// a name nor an address.
std::string_view name_of(std::string_view host) {
  std::string_view rest;
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    if (end == std::string_view::npos) return {};
    rest = host.substr(end + 1);
    host = host.substr(1, end - 1);
  } else {
    const std::size_t colon = std::min(host.find(':'), host.size());
    rest = host.substr(colon);
    host = host.substr(0, colon);
  }
  if (!rest.empty() && rest.find_first_not_of("0123456789", 1) != std::string_view::npos) return {};
  return rest.empty() || rest.front() == ':' ? host : std::string_view();
}

bool is_equal_but_for_case(const std::string& a, const std::string& b) {
  return ::strcasecmp(a.c_str(), b.c_str()) == 0;
}

Response unauthorized(std::string_view sentence) {
  Response out = error_response(401, sentence);
  out.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"rota\"");
  return out;
}

}  // namespace

std::optional<Response> Guard::refuse(const Request& request, bool changes) const {
  if (request.peer.is_local) return {};
  if (auto refusal = refuse_foreign(request)) return refusal;
  if (!changes) return {};
  if (tokens_.empty())
    return error_response(403, "changes over TCP are off: set 'token_file' in [control], or use the socket");
  if (request.authorization.empty())
    return unauthorized("a change over TCP needs 'Authorization: Bearer TOKEN'");
  if (!token_of(request)) return unauthorized("this token is not in the token file");
  return {};
}

std::string Guard::who(const Request& request) const {
  if (request.peer.is_local) return request.peer.user;
  const auto number = token_of(request);
  return number ? "token " + std::to_string(*number) : "";
}

std::optional<std::size_t> Guard::token_of(const Request& request) const {
  const std::string_view shown = request.authorization;
  return shown.starts_with(scheme) ? tokens_.find(shown.substr(scheme.size())) : std::nullopt;
}

std::optional<Response> Guard::refuse_foreign(const Request& request) const {
  if (!is_own(request.host, request.peer))
    return error_response(403,
                          "the Host field names another server: ask by this one's address, or 'localhost'");
  if (request.origin && !is_equal_but_for_case(*request.origin, "http://" + request.host))
    return error_response(403, "the request comes from a page of another server");
  return {};
}

bool Guard::is_own(const std::string& host, const Peer& peer) const {
  const std::string name(name_of(host));
  if (is_equal_but_for_case(name, "localhost")) return true;
  const auto address = parse_address(name);
  if (!address) return false;
  return address->is_loopback() || address == http_ || address->text() == peer.own;
}

}  // namespace rota::control::http
