// `tls`: a TLS handshake succeeds and, unless told otherwise, the certificate is
// good for the host. Nothing is asked over it, so any protocol on TLS will do.
#include "health/check_rows.h"
#include "health/checks/all.h"
#include "health/checks/tls_options.h"
#include "health/http_client.h"

namespace rota::health {

namespace {

class TlsCheck final : public Check {
 public:
  explicit TlsCheck(HttpRequest request) : request_(std::move(request)) {}

  std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address, milliseconds timeout,
                               Done done) const override {
    return context.http.start(request_, address, timeout,
                              [done = std::move(done)](HttpReply reply) { done(std::move(reply.outcome)); });
  }

 private:
  HttpRequest request_;
};

}  // namespace

std::shared_ptr<const Check> make_tls(Settings& settings) {
  const HttpSettings read = read_tls(settings);
  HttpRequest request{.tls = true, .port = read.port, .host = read.host, .handshake_only = true};
  trust(settings, read, request);
  return std::make_shared<TlsCheck>(std::move(request));
}

}  // namespace rota::health
