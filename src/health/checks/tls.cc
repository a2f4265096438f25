// `tls`: a TLS handshake succeeds and, unless told otherwise, the certificate is
// good for the host. Nothing is asked over it, so any protocol on TLS will do.
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
  if (!settings.has("port")) settings.mistakes().error(settings.at(), "a tls check needs a 'port'");
  HttpRequest request{.tls = true, .handshake_only = true};
  request.port = static_cast<std::uint16_t>(settings.integer("port", 1, 65535).value_or(0));
  request.host = read_host(settings);
  read_tls_options(settings, request);
  return std::make_shared<TlsCheck>(std::move(request));
}

}  // namespace rota::health
