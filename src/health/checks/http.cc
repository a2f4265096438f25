// `http` and `https`: a request is answered with an expected status and, if asked
// for, with some words in the first 64 KiB of the body. Without such words the status
// decides as soon as the header is there.
#include <algorithm>
#include <utility>

#include "base/guard.h"
#include "health/check_rows.h"
#include "health/checks/all.h"
#include "health/checks/tls_options.h"
#include "health/http_client.h"

namespace rota::health {

namespace {

class HttpCheck final : public Check {
 public:
  HttpCheck(HttpRequest request, Statuses expected)
      : request_(std::move(request)), expected_(std::make_shared<const Statuses>(std::move(expected))) {}

  std::unique_ptr<Probe> start(const ProbeContext& context, const Address& address, milliseconds timeout,
                               Done done) const override {
    return context.http.start(
        request_, address, timeout,
        [done = std::move(done), expected = expected_, words = request_.until](const HttpReply& reply) {
          Outcome out;
          const auto judged = [&] { out = judge(reply, *expected, words); };
          if (const auto trouble = guarded("judging a reply", judged)) out = own_trouble(trouble->text);
          done(std::move(out));
        });
  }

 private:
  static Outcome judge(const HttpReply& reply, const Statuses& expected, const Secret& words) {
    if (reply.outcome.finding != Finding::pass) return reply.outcome;
    const bool is_expected = std::ranges::any_of(expected, [&](const StatusRange& range) {
      return reply.status >= range.first && reply.status <= range.last;
    });
    if (!is_expected) return failed("status " + std::to_string(reply.status));
    if (reply.body.find(words.reveal()) == std::string::npos) return failed("body does not match");
    return passed();
  }

  HttpRequest request_;
  std::shared_ptr<const Statuses> expected_;
};

HttpRequest request_of(HttpSettings& settings, bool tls) {
  HttpRequest out{.tls = tls};
  out.port = settings.port;
  out.host = std::move(settings.host);
  out.path = std::move(settings.path);
  out.method = std::move(settings.method);
  out.headers = std::move(settings.headers);
  out.reuse = settings.reuse;
  out.until = std::move(settings.body);
  // A connection can only be used again once the body was read.
  out.most_body = out.until.empty() && !out.reuse ? 0 : most_reply;
  return out;
}

}  // namespace

std::shared_ptr<const Check> make_http(Settings& settings) {
  HttpSettings read = read_http(settings);
  return std::make_shared<HttpCheck>(request_of(read, false), std::move(read.expect));
}

std::shared_ptr<const Check> make_https(Settings& settings) {
  HttpSettings read = read_https(settings);
  HttpRequest request = request_of(read, true);
  trust(settings, read, request);
  return std::make_shared<HttpCheck>(std::move(request), std::move(read.expect));
}

}  // namespace rota::health
