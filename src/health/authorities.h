// Whom `https` and `tls` checks trust.
#pragma once

#include "base/settings.h"
#include "health/check_rows.h"

namespace rota::health {

// Reads the authorities that `verify` and `ca_file` ask for, and keeps them there: so a
// wrong or missing file is a mistake at load, and one gone later (or forbidden to our user)
// is none.
void read_trust(Settings& settings, HttpSettings& http);

}  // namespace rota::health
