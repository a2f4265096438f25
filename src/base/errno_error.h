// What the system did not do, with its reason.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "base/result.h"

namespace rota {

// "cannot become 'rota': Operation not permitted", of errno.
inline Error errno_error(const std::string& what) {
  return {what + ": " + std::generic_category().message(errno)};
}

}  // namespace rota
