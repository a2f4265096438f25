#include "health/check_rows.h"

#include "base/keys.h"
#include "config/check_reader.h"
#include "health/authorities.h"
#include "health/http_rows.h"

namespace rota::health {

namespace {

constexpr Key<HttpSettings> http_port[] = {
    {port_row("80", "8080"), into<&HttpSettings::port>},
};
constexpr Key<HttpSettings> https_port[] = {
    {port_row("443", "8443"), into<&HttpSettings::port>},
};
constexpr Key<HttpSettings> tls_port[] = {
    {port_row("", "443"), into<&HttpSettings::port>},
};

constexpr Key<HttpSettings> host_key[] = {
    {{.key = "host",
      .type = ValueType::name,
      .fallback = R"("")",
      .example = R"("www.example.com")",
      .meaning = "Host name for the Host header, TLS SNI and the certificate; \"\" = the address."},
     read_host},
};

constexpr std::string_view methods[] = {"GET", "HEAD", "OPTIONS", "POST"};

constexpr Key<HttpSettings> request_keys[] = {
    {{.key = "path",
      .type = ValueType::secret,
      .fallback = R"("/")",
      .example = R"("/healthz")",
      .meaning = "Path to request, with its query if it has one."},
     read_path},
    {{.key = "method",
      .words = methods,
      .fallback = R"("GET")",
      .example = R"("HEAD")",
      .meaning = "Method of the request, which has no body."},
     read_method},
    {{.key = "headers",
      .type = ValueType::secret,
      .many = Many::map,
      .fallback = "{}",
      .example = R"({ X-Probe = "rota" })",
      .meaning = "Headers to send."},
     read_headers},
    {{.key = "expect",
      .type = ValueType::statuses,
      .fallback = R"("200-399")",
      .example = R"("200,204")",
      .meaning = "Statuses that pass: one, ranges, or a comma-separated list of them."},
     read_statuses},
    {{.key = "body",
      .type = ValueType::secret,
      .fallback = R"("")",
      .example = R"("ready")",
      .meaning = "Text that the first 64 KiB of the body must contain; \"\" = the status is enough."},
     into<&HttpSettings::body>},
    {{.key = "reuse",
      .type = ValueType::boolean,
      .fallback = "false",
      .meaning = "Keep the connection open for the next probe."},
     into<&HttpSettings::reuse>},
};

constexpr Key<HttpSettings> trust_keys[] = {
    {{.key = "verify", .type = ValueType::boolean, .fallback = "true", .meaning = "Verify the certificate."},
     into<&HttpSettings::verify>},
    {{.key = "ca_file",
      .type = ValueType::path,
      .example = R"("ca.pem")",
      .meaning = "Certificate authorities to trust, in PEM form. Default: those of the system."},
     into<&HttpSettings::ca_file>},
};

constexpr auto http_rows = rows_of<http_port, host_key, request_keys>;
constexpr auto https_rows = rows_of<https_port, host_key, request_keys, trust_keys>;
constexpr auto tls_rows = rows_of<tls_port, host_key, trust_keys>;

void read_request(Settings& settings, HttpSettings& http) {
  read_keys(settings, host_key, http);
  read_keys(settings, request_keys, http);
  if (http.method == "HEAD" && !http.body.empty())
    settings.error("body", "\"body\" cannot match: the reply to HEAD has none");
}

}  // namespace

const Group http_group{.name = "http",
                       .heading = "`type = \"http\"`",
                       .meaning = "Passes when the status is one of `expect` and the body contains `body`.",
                       .rows = http_rows,
                       .also = &config::check_group};
const Group https_group{.name = "https",
                        .heading = "`type = \"https\"`",
                        .meaning = "As http, over TLS.",
                        .rows = https_rows,
                        .also = &config::check_group};
const Group tls_group{.name = "tls",
                      .heading = "`type = \"tls\"`",
                      .meaning = "Passes when the TLS handshake succeeds and the certificate is valid.",
                      .rows = tls_rows,
                      .also = &config::check_group};

HttpSettings read_http(Settings& settings) {
  HttpSettings out{.port = 80};
  read_keys(settings, http_port, out);
  read_request(settings, out);
  settings.finish(http_group);
  return out;
}

HttpSettings read_https(Settings& settings) {
  HttpSettings out{.port = 443, .tls = true};
  read_keys(settings, https_port, out);
  read_request(settings, out);
  read_keys(settings, trust_keys, out);
  read_trust(settings, out);
  settings.finish(https_group);
  return out;
}

HttpSettings read_tls(Settings& settings) {
  HttpSettings out{.tls = true, .handshake_only = true};
  if (!settings.has("port")) settings.error("port", "a tls check needs a \"port\"");
  read_keys(settings, tls_port, out);
  read_keys(settings, host_key, out);
  read_keys(settings, trust_keys, out);
  read_trust(settings, out);
  settings.finish(tls_group);
  return out;
}

}  // namespace rota::health
