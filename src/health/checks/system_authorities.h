// The certificate authorities that this system trusts, read when the configuration is
// loaded: that they are missing is found then, and no probe reads files.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "health/http_client.h"

namespace rota::health {

// Those of one file in PEM form. As long as somebody holds them they are not read
// again, unless the file has changed.
Result<std::shared_ptr<AuthorityStore>> read_authority_store(const std::string& file);

}  // namespace rota::health
