// The certificate authorities that this system trusts, read when the configuration is
// loaded: that they are missing is found then, and no probe reads files.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

struct x509_store_st;

namespace rota::health {

using AuthorityStore = ::x509_store_st;  // OpenSSL's X509_STORE

// Where this system keeps them, or where Debian would: "/etc/ssl/certs/ca-certificates.crt".
std::string system_authority_file();

// Those of one file in PEM form. As long as somebody holds them they are not read
// again, unless the file has changed.
Result<std::shared_ptr<AuthorityStore>> read_authority_store(const std::string& file);

}  // namespace rota::health
