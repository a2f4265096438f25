#include "bake/service_baker.h"

#include <string>

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

}  // namespace

snapshot::Service bake_service(const config::ServiceConfig& config) {
  snapshot::Service out;
  out.nsid = config.nsid;
  out.version = text_rdata(config.version);
  out.identity = text_rdata(config.identity);
  out.udp_without_cookie = config.udp_without_cookie;
  out.cookies.required = config.cookies.required;
  if (config.cookies.enabled) out.cookies.secrets = config.cookies.secrets;
  return out;
}

}  // namespace rota::bake
