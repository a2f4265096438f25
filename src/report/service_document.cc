#include "report/service_document.h"

#include <string>

#include "base/hex.h"
#include "report/named_json.h"

namespace rota::report {

namespace json = boost::json;

namespace {

json::array prefixes_of(const std::vector<Prefix>& prefixes) {
  json::array out;
  for (const Prefix& prefix : prefixes) out.emplace_back(prefix.text());
  return out;
}

json::object rate_limit_of(const config::RateLimitConfig& limit) {
  return {{"responses", limit.responses},   {"negative", or_null(limit.negative)},
          {"burst", or_null(limit.burst)},  {"slip", limit.slip},
          {"only_count", limit.only_count}, {"exempt", prefixes_of(limit.exempt)}};
}

}  // namespace

json::value describe(const std::optional<std::vector<Prefix>>& allowed) {
  return allowed ? json::value(prefixes_of(*allowed)) : json::value();
}

json::object describe(const config::ServiceConfig& service) {
  std::string nsid;
  append_hex(nsid, service.nsid);
  return {
      {"nsid", nsid},
      {"version", service.version},
      {"identity", service.identity},
      {"max_udp_without_cookie", service.udp_without_cookie},
      {"cookies", json::object{{"enabled", service.cookies.enabled}, {"required", service.cookies.required}}},
      {"rate_limit", rate_limit_of(service.rate_limit)},
      {"allow_query", describe(service.allow_query)}};
}

}  // namespace rota::report
