#include "probe/seen_certificate.h"

#include <openssl/x509.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <new>

namespace rota::probe {

namespace {

using Shared = std::shared_ptr<SeenCertificate>;

void free_seen(void*, void* seen, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<Shared*>(seen); }

// Where a context holds it; one number for the process. -1 for want of memory.
int seen_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &free_seen);
  return index;
}

std::optional<WallTime> end_of(const X509* certificate) {
  std::tm utc{};
  if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &utc) != 1) return {};
  constexpr std::time_t latest = 9'000'000'000;  // in 2255: clocks of nanoseconds end soon after it
  return std::chrono::system_clock::from_time_t(std::min(::timegm(&utc), latest));
}

// OpenSSL asks for each certificate of the chain, and goes by what is returned: nothing is
// changed here. It asks also where the outcome of the verification does not count.
int look(int is_good, X509_STORE_CTX* chain) {
  const auto* const tls =
      static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
  if (tls == nullptr) return is_good;
  const auto* const seen = static_cast<Shared*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(tls), seen_index()));
  if (seen != nullptr) (*seen)->expires = end_of(X509_STORE_CTX_get0_cert(chain));
  return is_good;
}

}  // namespace

bool watch_certificate(SSL_CTX* context, const Shared& seen) noexcept {
  auto kept = std::unique_ptr<Shared>(new (std::nothrow) Shared(seen));
  if (!kept || seen_index() < 0 || SSL_CTX_set_ex_data(context, seen_index(), kept.get()) != 1) return false;
  [[maybe_unused]] Shared* const owned = kept.release();  // by the context
  SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), &look);
  return true;
}

}  // namespace rota::probe
