// `http` and `https`: a request is answered with an expected status and, if asked
// for, with some words in the first 64 KiB of the body. Without such words the status
// decides as soon as the header is there.
#include <algorithm>
#include <utility>

#include "base/guard.h"
#include "health/check_rows.h"
#include "probe/checks/all.h"
#include "probe/context.h"
#include "probe/http_client.h"

namespace rota::probe {

namespace {

class HttpCheck final : public health::Check {
 public:
  HttpCheck(HttpRequest request, health::Statuses expected)
      : request_(std::move(request)),
        expected_(std::make_shared<const health::Statuses>(std::move(expected))) {}

  std::unique_ptr<health::Probe> start(const health::ProbeContext& context, const Address& address,
                                       milliseconds timeout, Done done) const override {
    return context.http.start(
        request_, address, timeout,
        [done = std::move(done), expected = expected_, words = request_.until](const HttpReply& reply) {
          health::Outcome out;
          const auto judged = [&] { out = judge(reply, *expected, words); };
          if (const auto trouble = guarded("judging a reply", judged))
            out = health::own_trouble(trouble->text);
          out.certificate_expires = reply.outcome.certificate_expires;
          done(std::move(out));
        });
  }

 private:
  static health::Outcome judge(const HttpReply& reply, const health::Statuses& expected,
                               const Secret& words) {
    if (reply.outcome.finding != health::Finding::pass) return reply.outcome;
    const bool is_expected = std::ranges::any_of(expected, [&](const health::StatusRange& range) {
      return reply.status >= range.first && reply.status <= range.last;
    });
    if (!is_expected) return health::failed("status " + std::to_string(reply.status));
    if (reply.body.find(words.reveal()) == std::string::npos) return health::failed("body does not match");
    return health::passed();
  }

  HttpRequest request_;
  std::shared_ptr<const health::Statuses> expected_;
};

HttpRequest request_of(const health::HttpSettings& settings) {
  HttpRequest out{.tls = settings.tls};
  out.port = settings.port;
  out.host = settings.host;
  out.path = settings.path;
  out.method = settings.method;
  out.headers = settings.headers;
  out.verify = settings.verify;
  out.authorities = settings.authorities;
  out.system_authorities = settings.system_authorities;
  out.reuse = settings.reuse;
  out.until = settings.body;
  // A connection can only be used again once the body was read.
  out.most_body = out.until.empty() && !out.reuse ? 0 : health::most_reply;
  return out;
}

}  // namespace

std::shared_ptr<const health::Check> make_http(const health::HttpSettings& settings) {
  return std::make_shared<HttpCheck>(request_of(settings), settings.expect);
}

}  // namespace rota::probe
