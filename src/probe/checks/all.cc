#include "probe/checks/all.h"

namespace rota::probe {

std::shared_ptr<const health::Check> make(const health::HttpSettings& settings) {
  return settings.handshake_only ? make_tls(settings) : make_http(settings);
}

}  // namespace rota::probe
