// `tls`: a TLS handshake succeeds and, unless told otherwise, the certificate is
// good for the host. Nothing is asked over it, so any protocol on TLS will do.
#include "health/check_rows.h"
#include "probe/checks/all.h"
#include "probe/context.h"
#include "probe/http_client.h"

namespace rota::probe {

namespace {

class TlsCheck final : public health::Check {
 public:
  explicit TlsCheck(HttpRequest request) : request_(std::move(request)) {}

  std::unique_ptr<health::Probe> start(const health::ProbeContext& context, const Address& address,
                                       milliseconds timeout, Done done) const override {
    return context.http.start(request_, address, timeout,
                              [done = std::move(done)](HttpReply reply) { done(std::move(reply.outcome)); });
  }

 private:
  HttpRequest request_;
};

}  // namespace

std::shared_ptr<const health::Check> make_tls(const health::HttpSettings& settings) {
  return std::make_shared<TlsCheck>(HttpRequest{.tls = true,
                                                .port = settings.port,
                                                .host = settings.host,
                                                .verify = settings.verify,
                                                .authorities = settings.authorities,
                                                .system_authorities = settings.system_authorities,
                                                .handshake_only = true});
}

}  // namespace rota::probe
