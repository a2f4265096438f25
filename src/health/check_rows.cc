#include "health/check_rows.h"

#include "base/keys.h"
#include "config/check_reader.h"
#include "health/authorities.h"
#include "health/http_rows.h"

namespace rota::health {

namespace {

// Without a default the port is required.
constexpr Row port_row(std::string_view fallback, std::string_view example) {
  return {.key = "port",
          .type = ValueType::integer,
          .need = fallback.empty() ? Need::required : Need::optional,
          .range = {1, 65'535},
          .fallback = fallback,
          .example = example,
          .meaning = "Port to connect to."};
}

constexpr Key<TcpSettings> tcp_keys[] = {
    {port_row("", "443"), into<&TcpSettings::port>},
    {{.key = "send",
      .type = ValueType::secret,
      .fallback = R"("")",
      .example = R"("PING\r\n")",
      .meaning = "Text to send once connected."},
     into<&TcpSettings::send>},
    {{.key = "expect",
      .type = ValueType::secret,
      .fallback = R"("")",
      .example = R"("+PONG")",
      .meaning = "Text that the first 64 KiB of the reply must contain; \"\" = connecting is enough."},
     into<&TcpSettings::expect>},
};

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

constexpr auto tcp_rows = rows_of<tcp_keys>;
constexpr auto http_rows = rows_of<http_port, host_key, request_keys>;
constexpr auto https_rows = rows_of<https_port, host_key, request_keys, trust_keys>;
constexpr auto tls_rows = rows_of<tls_port, host_key, trust_keys>;

const Group tcp_group{.name = "tcp",
                      .heading = "`type = \"tcp\"`",
                      .meaning = "Passes when a connection opens and the reply contains `expect`.",
                      .rows = tcp_rows,
                      .also = &config::check_group};
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

constexpr const Group* groups[] = {&tcp_group, &http_group, &https_group, &tls_group};

void need_port(Settings& settings, const Group& group) {
  if (!settings.has("port")) settings.error("port", "a " + std::string(group.name) + " check needs a 'port'");
}

void read_request(Settings& settings, HttpSettings& http) {
  read_keys(settings, host_key, http);
  read_keys(settings, request_keys, http);
  if (http.method == "HEAD" && !http.body.empty())
    settings.error("body", "'body' cannot match: the reply to HEAD has none");
}

}  // namespace

std::span<const Group* const> check_groups() { return groups; }

TcpSettings read_tcp(Settings& settings) {
  TcpSettings out;
  need_port(settings, tcp_group);
  read_keys(settings, tcp_keys, out);
  if (out.expect.reveal().size() > most_reply)
    settings.error("expect", "'expect' is longer than the 64 KiB that are read");
  settings.finish(tcp_group);
  return out;
}

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
  need_port(settings, tls_group);
  read_keys(settings, tls_port, out);
  read_keys(settings, host_key, out);
  read_keys(settings, trust_keys, out);
  read_trust(settings, out);
  settings.finish(tls_group);
  return out;
}

}  // namespace rota::health
