// Whom `https` and `tls` checks trust.
#pragma once

#include "base/settings.h"
#include "health/check_rows.h"
#include "health/http_client.h"

namespace rota::health {

// Takes `verify` and `ca_file` over into the request. The authorities are read here and
// kept, so that a wrong or missing file is a mistake at load, and one gone later (or
// forbidden to our user) is none.
void trust(Settings& settings, const HttpSettings& read, HttpRequest& request);

}  // namespace rota::health
