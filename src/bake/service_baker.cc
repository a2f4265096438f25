#include "bake/service_baker.h"

#include <string>
#include <utility>
#include <vector>

namespace rota::bake {

namespace {

// One string as rdata of TXT; "" = no rdata.
std::vector<std::uint8_t> text_rdata(const std::string& text) {
  std::vector<std::uint8_t> out;
  if (text.empty()) return out;
  out.push_back(static_cast<std::uint8_t>(text.size()));
  out.insert(out.end(), text.begin(), text.end());
  return out;
}

snapshot::RateLimit bake_rate_limit(const config::RateLimitConfig& config) {
  return {.responses = config.responses,
          .negative = config.negative.value_or(config.responses),
          .burst = config.burst.value_or(config::default_burst(config.responses)),
          .slip = config.slip,
          .only_count = config.only_count,
          .exempt = config.exempt};
}

}  // namespace

snapshot::Service bake_service(const config::ServiceConfig& config, snapshot::Access access,
                               bool answers_by_asker) {
  snapshot::Service out;
  out.nsid = config.nsid;
  out.version = text_rdata(config.version);
  out.identity = text_rdata(config.identity);
  out.udp_without_cookie = config.udp_without_cookie;
  out.cookies.required = config.cookies.required;
  if (config.cookies.enabled) out.cookies.secrets = config.cookies.secrets;
  out.access = std::move(access);
  out.answers_by_asker = answers_by_asker;
  out.rate_limit = bake_rate_limit(config.rate_limit);
  return out;
}

}  // namespace rota::bake
