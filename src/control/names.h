// Names as the control side writes them: without the trailing dot.
#pragma once

#include <string>

#include "config/config.h"
#include "dns/name.h"

namespace rota::control {

// "www.lb.example"; the root is ".".
inline std::string name_text(dns::NameView name) {
  std::string out = dns::text(name);
  if (out.size() > 1) out.pop_back();
  return out;
}

inline std::string zone_text(const config::Config& config, const config::PoolConfig& pool) {
  return name_text(config.zones[pool.zone].apex);
}

}  // namespace rota::control
