#include "probe/checks/all.h"

namespace rota::probe {

std::shared_ptr<const health::Check> make(const health::PlainSettings& settings) {
#define CHECK_KIND(NAME, MAKE, MEANING, ...) \
  if (settings.kind() == NAME) return MAKE(settings);
#include "health/check_kinds.def"
#undef CHECK_KIND
  return {};
}

std::shared_ptr<const health::Check> make(const health::HttpSettings& settings) {
  return settings.handshake_only ? make_tls(settings) : make_http(settings);
}

}  // namespace rota::probe
