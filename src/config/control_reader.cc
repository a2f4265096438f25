#include "config/control_reader.h"

#include <string>
#include <utility>

#include "base/address.h"
#include "base/files.h"
#include "base/keys.h"

namespace rota::config {

namespace {

// Relative to the file that names it; "" stays "".
template <auto member>
void read_path(Settings& settings, const Row& row, ControlConfig& control) {
  auto written = settings.text(row);
  if (!written) return;
  const bool is_relative = !written->empty() && settings.at().file;
  control.*member = is_relative ? relative_to(*settings.at().file, *written) : std::move(*written);
}

void read_http(Settings& settings, const Row& row, ControlConfig& control) {
  auto http = settings.text(row);
  if (!http) return;
  if (!http->empty() && !parse_endpoint(*http))
    settings.error("http", "\"http\" must be an address and a port, such as \"127.0.0.1:8053\", or \"\"");
  control.http = std::move(*http);
}

// A name or an address with or without a port, as a Host field has it.
void read_hosts(Settings& settings, const Row& row, ControlConfig& control) {
  auto hosts = settings.texts(row);
  if (!hosts) return;
  control.hosts = std::move(*hosts);
  for (const std::string& host : control.hosts)
    if (host.empty() || host.find_first_of("/ *\t") != host.npos)
      settings.error("hosts", "\"" + host +
                                  "\" must be a name as a browser shows it, such as "
                                  "\"status.example.com\" or \"status.example.com:8443\"");
}

constexpr Word<bool> readers[] = {{"open", false}, {"token", true}};

constexpr Key<ControlConfig> control_keys[] = {
    {{.key = "socket",
      .type = ValueType::path,
      .fallback = R"("/run/rota/control.sock")",
      .meaning = "UNIX socket of rotactl, for root and the group rota, who may do everything; \"\" = off."},
     read_path<&ControlConfig::socket>},
    {{.key = "token_file",
      .type = ValueType::path,
      .fallback = R"("")",
      .example = R"("/etc/rota/tokens")",
      .meaning = "File of tokens for the API over TCP, one `NAME SCOPES SECRET` per line. Scopes: read, "
                 "change, report:POOL. \"\" = nobody may change anything over TCP."},
     read_path<&ControlConfig::token_file>},
    {{.key = "http",
      .type = ValueType::endpoint,
      .fallback = R"("127.0.0.1:8053")",
      .meaning = "Address and port of the status page, metrics and JSON API; \"\" = off."},
     read_http},
    {{.key = "hosts",
      .type = ValueType::name,
      .many = Many::list,
      .fallback = "[]",
      .example = R"(["status.example.com"])",
      .meaning = "Names by which clients and proxies may ask for it, besides its own."},
     read_hosts},
    {{.key = "read",
      .words = names_of<readers>,
      .fallback = R"("open")",
      .meaning = "Who may read over TCP: \"open\" = anyone who can connect; \"token\" = only with a token "
                 "of scope read."},
     choose<readers, &ControlConfig::read_needs_token>},
};

constexpr auto control_rows = rows_of<control_keys>;

}  // namespace

const Group control_group{.name = "control",
                          .heading = "[control]",
                          .meaning = "The status page, the JSON API and what rotactl talks to.",
                          .rows = control_rows};

void read_control(Settings& main, ControlConfig& control) {
  read_within(main, control_row, [&](Settings& settings) {
    control.socket_given = settings.has("socket");
    control.http_given = settings.has("http");
    read_keys(settings, control_keys, control);
    if (control.read_needs_token && control.token_file.empty())
      main.mistakes().warning(settings.where("read"),
                              "nobody can read over TCP: read = \"token\" needs token_file");
  });
}

}  // namespace rota::config
