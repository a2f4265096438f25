// Names as the control side writes them: without the trailing dot.
#pragma once

#include <string>

#include "dns/name.h"

namespace rota::control {

// "www.lb.example"; the root is ".".
inline std::string name_text(dns::NameView name) {
  std::string out = dns::text(name);
  if (out.size() > 1) out.pop_back();
  return out;
}

}  // namespace rota::control
