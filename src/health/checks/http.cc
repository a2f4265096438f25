// `http` and `https`: a request is answered with an expected status and, if asked
// for, with some words in the first 64 KiB of the body. Without such words the status
// decides as soon as the header is there.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/guard.h"
#include "health/checks/all.h"
#include "health/checks/tls_options.h"
#include "health/http_client.h"

namespace rota::health {

namespace {

constexpr std::size_t most_body = 64U << 10U;

struct StatusRange {
  int first = 0;
  int last = 0;
};
using Statuses = std::vector<StatusRange>;

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

std::optional<int> read_status(std::string_view text) {
  int status = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), status);
  if (bad != std::errc() || end != text.data() + text.size() || status < 100 || status > 599) return {};
  return status;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "200,204,300-399"; nothing when malformed.
std::optional<Statuses> parse_statuses(std::string_view text) {
  Statuses out;
  while (true) {
    const std::size_t comma = text.find(',');
    const std::string_view item = trimmed(text.substr(0, comma));
    const std::size_t dash = item.find('-');
    const auto first = read_status(item.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : read_status(item.substr(dash + 1));
    if (!first || !last || *last < *first) return {};
    out.push_back({*first, *last});
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

Statuses read_statuses(Settings& settings) {
  const Value* value = settings.value("expect");
  if (value == nullptr) return {{200, 399}};
  const std::string written = value->integer() != nullptr ? std::to_string(*value->integer())
                                                          : open_secret(*value).value_or(Secret()).reveal();
  const auto out = parse_statuses(written);
  if (!out)
    settings.mistakes().error(value->at, "'expect' must be statuses such as \"200\" or \"200,204,300-399\"");
  return out.value_or(Statuses{});
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
}

Secret read_path(Settings& settings) {
  Secret out = settings.secret("path").value_or(Secret("/"));
  const std::string& path = out.reveal();
  const bool fits =
      path.starts_with('/') && is_printable(path) && path.find_first_of(" #") == std::string::npos;
  if (!fits)
    settings.mistakes().error(settings.where("path"), "'path' must start with '/' and hold no blank or '#'");
  return out;
}

std::string read_method(Settings& settings) {
  constexpr std::array<std::string_view, 4> methods{"GET", "HEAD", "OPTIONS", "POST"};
  std::string method = settings.text("method").value_or("GET");
  if (std::ranges::find(methods, method) == methods.end()) {
    settings.mistakes().error(settings.where("method"),
                              "'method' must be \"GET\", \"HEAD\", \"OPTIONS\" or \"POST\"");
  }
  return method;
}

// `headers = { Name = "value" }`. curl drops "Name:" but sends "Name;" as an empty header.
std::vector<Secret> read_headers(Settings& settings) {
  std::vector<Secret> out;
  const Table* table = settings.table("headers");
  if (table == nullptr) return out;
  for (const Entry& entry : *table) {
    const auto text = open_secret(entry.value);
    const bool is_name = is_printable(entry.key) && !entry.key.empty() &&
                         entry.key.find_first_of(" :;,()<>@\"/[]?={}\\") == std::string::npos;
    if (!is_name) {
      settings.mistakes().error(entry.key_at, "a key of 'headers' is not the name of a header");
    } else if (!text || !is_printable(text->reveal())) {
      settings.mistakes().error(entry.value.at, "header '" + entry.key + "' must be a string of one line");
    } else {
      out.emplace_back(trimmed(text->reveal()).empty() ? entry.key + ";" : entry.key + ": " + text->reveal());
    }
  }
  return out;
}

std::shared_ptr<const Check> make(Settings& settings, bool tls) {
  HttpRequest request{.tls = tls};
  request.port = static_cast<std::uint16_t>(settings.integer("port", 1, 65535).value_or(tls ? 443 : 80));
  request.host = read_host(settings);
  request.path = read_path(settings);
  request.method = read_method(settings);
  request.headers = read_headers(settings);
  request.reuse = settings.boolean("reuse").value_or(false);
  request.until = settings.secret("body").value_or(Secret());
  // A connection can only be used again once the body was read.
  request.most_body = request.until.empty() && !request.reuse ? 0 : most_body;
  if (request.method == "HEAD" && !request.until.empty()) {
    settings.mistakes().error(settings.where("body"), "'body' cannot match: the reply to HEAD has none");
  }
  if (tls) read_tls_options(settings, request);
  return std::make_shared<HttpCheck>(std::move(request), read_statuses(settings));
}

}  // namespace

std::shared_ptr<const Check> make_http(Settings& settings) { return make(settings, false); }
std::shared_ptr<const Check> make_https(Settings& settings) { return make(settings, true); }

}  // namespace rota::health
