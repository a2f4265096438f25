// What the system did not do, with its reason.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

#include "base/result.h"

namespace rota::process {

// "cannot become 'rota': Operation not permitted", of errno.
inline Error failed(const std::string& what) {
  return {what + ": " + std::generic_category().message(errno)};
}

}  // namespace rota::process
