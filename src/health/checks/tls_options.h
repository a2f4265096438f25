// The settings that `https` and `tls` share: whom to trust.
#pragma once

#include <string>

#include "base/settings.h"
#include "health/http_client.h"

namespace rota::health {

// Reads `verify` and `ca_file` into the request. The authorities are read here and kept,
// so that a wrong or missing file is a mistake at load, and one gone later (or forbidden
// to our user) is none.
void read_tls_options(Settings& settings, HttpRequest& request);

// `host`: a name for Host and SNI, without a port.
std::string read_host(Settings& settings);

}  // namespace rota::health
