// The settings that `https` and `tls` share: whom to trust.
#pragma once

#include <memory>
#include <string>

#include "base/settings.h"

namespace rota::health {

struct TlsOptions {
  bool verify = true;
  std::shared_ptr<std::string> authorities;  // the text of ca_file; null = the system's
};

// Reads `verify` and `ca_file`. The file is read here and kept, so that a wrong one
// is a mistake at load, and a file gone later (or forbidden to our user) is none.
TlsOptions read_tls_options(Settings& settings);

// `host`: a name for Host and SNI, without a port.
std::string read_host(Settings& settings);

}  // namespace rota::health
