// When the certificate of a TLS server ends, taken from the handshake itself: also where it is
// not verified, and where the verification fails, because it has expired for one.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <optional>

#include "base/wall_time.h"

namespace rota::probe {

struct SeenCertificate {
  std::optional<WallTime> expires{};  // notAfter of the server's own certificate, not of its issuers'
};

// From now on handshakes of this context write there. To be called once a context, after its
// verification was set up. A context keeps `seen` alive, and may outlive the request that
// made it: curl keeps connections. False for want of memory.
bool watch_certificate(SSL_CTX* context, const std::shared_ptr<SeenCertificate>& seen) noexcept;

}  // namespace rota::probe
