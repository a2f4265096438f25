#include "api/restricted.h"

#include <algorithm>

#include "config/references.h"

namespace rota::api {

bool is_restricted(const config::Config& config, std::string_view zone) {
  const bool everywhere = config.server.service.allow_query.has_value();
  return std::ranges::any_of(config.zones, [&](const config::ZoneConfig& one) {
    return (everywhere || one.allow_query.has_value()) && zone_text(one) == zone;
  });
}

}  // namespace rota::api
