#include "config/server_reader.h"

#include <algorithm>
#include <utility>

#include "base/files.h"
#include "config/service_reader.h"
#include "config/words.h"

namespace rota::config {

namespace {

void read_listen(Settings& settings, std::vector<Endpoint>& listen) {
  const Value* value = settings.value("listen");
  const auto texts = settings.texts("listen");
  if (!texts) return;
  listen.clear();
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    const auto endpoint = parse_endpoint((*texts)[i]);
    if (!endpoint) {
      settings.mistakes().error(
          at, "'" + (*texts)[i] + "' must be an address and a port, such as \"0.0.0.0:53\" or \"[::]:53\"");
    } else if (std::ranges::find(listen, *endpoint) != listen.end()) {
      settings.mistakes().error(at, "'" + (*texts)[i] + "' is listened on already");
    } else {
      listen.push_back(*endpoint);
    }
  }
  if (texts->empty()) settings.mistakes().error(value->at, "'listen' is empty");
}

// A name or an address with or without a port, as a Host field has it.
void check_hosts(Settings& settings, const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts)
    if (host.empty() || host.find_first_of("/ *\t") != host.npos)
      settings.mistakes().error(settings.where("hosts"),
                                "'" + host +
                                    "' must be a name as a browser shows it, such as "
                                    "\"status.example.com\" or \"status.example.com:8443\"");
}

}  // namespace

void read_server(Settings& main, ServerConfig& server) {
  static constexpr Word<LogLevel> levels[] = {{"error", LogLevel::error},
                                              {"warning", LogLevel::warning},
                                              {"info", LogLevel::info},
                                              {"debug", LogLevel::debug}};
  static constexpr Word<LogFormat> formats[] = {{"text", LogFormat::text}, {"json", LogFormat::json}};
  server.listen = {*parse_endpoint("0.0.0.0:53"), *parse_endpoint("[::]:53")};
  server.listen_given = main.has("listen");
  read_listen(main, server.listen);
  const Table* table = main.table("server");
  if (table == nullptr) return;
  Settings settings(*table, main.where("server"), main.mistakes());
  if (settings.has("listen") && main.has("listen")) {
    main.mistakes().error(settings.where("listen"),
                          "'listen' is given twice: also at " + main.where("listen").text());
  }
  server.listen_given |= settings.has("listen");
  server.user_given = settings.has("user");
  read_listen(settings, server.listen);
  if (const auto workers = settings.integer("workers", 0, 1024))
    server.workers = static_cast<std::size_t>(*workers);
  if (auto user = settings.text("user")) server.user = std::move(*user);
  if (auto state = settings.text("state")) server.state = std::move(*state);
  server.sandbox = settings.boolean("sandbox").value_or(server.sandbox);
  server.log = read_choice(settings, "log", levels, server.log);
  server.log_format = read_choice(settings, "log_format", formats, server.log_format);
  server.partial_reload = settings.boolean("partial_reload").value_or(server.partial_reload);
  read_service(settings, server.service);
  settings.finish();
}

void read_control(Settings& main, ControlConfig& control) {
  static constexpr Word<bool> readers[] = {{"open", false}, {"token", true}};
  const Table* table = main.table("control");
  if (table == nullptr) return;
  Settings settings(*table, main.where("control"), main.mistakes());
  const auto path = [&](std::string_view key) -> std::optional<std::string> {
    auto written = settings.text(key);
    if (!written || written->empty() || !settings.at().file) return written;
    return relative_to(*settings.at().file, *written);
  };
  control.socket_given = settings.has("socket");
  control.http_given = settings.has("http");
  if (auto socket = path("socket")) control.socket = std::move(*socket);
  if (auto file = path("token_file")) control.token_file = std::move(*file);
  if (auto http = settings.text("http")) {
    if (!http->empty() && !parse_endpoint(*http)) {
      main.mistakes().error(settings.where("http"),
                            "'http' must be an address and a port, such as \"127.0.0.1:8053\", or \"\"");
    }
    control.http = std::move(*http);
  }
  if (auto hosts = settings.texts("hosts")) control.hosts = std::move(*hosts);
  control.read_needs_token = read_choice(settings, "read", readers, false);
  if (control.read_needs_token && control.token_file.empty())
    main.mistakes().warning(settings.where("read"),
                            "nobody can read over TCP: read = \"token\" needs token_file");
  check_hosts(settings, control.hosts);
  settings.finish();
}

}  // namespace rota::config
