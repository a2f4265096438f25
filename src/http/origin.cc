#include "http/origin.h"

#include <strings.h>

#include <algorithm>
#include <iterator>

namespace rota::http {

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

namespace {

struct Scheme {
  std::string_view start;
  std::string_view port;
};
constexpr Scheme schemes[] = {{"http://", ":80"}, {"https://", ":443"}};

const Scheme* scheme_of(std::string_view origin) {
  const auto found = std::ranges::find_if(schemes, [&](const Scheme& scheme) {
    return is_equal_but_for_case(origin.substr(0, scheme.start.size()), scheme.start);
  });
  return found == std::end(schemes) ? nullptr : found;
}

std::string_view without_port(std::string_view host, const Scheme& scheme) {
  if (host.ends_with(scheme.port)) host.remove_suffix(scheme.port.size());
  return host;
}

}  // namespace

std::optional<std::string> host_of_origin(std::string_view origin) {
  const Scheme* const scheme = scheme_of(origin);
  if (scheme == nullptr) return {};
  const std::string_view host = without_port(origin.substr(scheme->start.size()), *scheme);
  return name_of(host).empty() ? std::nullopt : std::optional(std::string(host));
}

bool is_origin_of(std::string_view origin, std::string_view host) {
  const auto own = host_of_origin(origin);
  return own && is_equal_but_for_case(*own, without_port(host, *scheme_of(origin)));
}

bool is_meant(std::string_view entry, std::string_view host) {
  const std::string_view name = name_of(host);
  if (name.empty()) return false;
  return is_equal_but_for_case(entry, host) || is_equal_but_for_case(entry, name);
}

bool is_equal_but_for_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace rota::http
