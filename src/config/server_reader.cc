#include "config/server_reader.h"

#include "base/files.h"
#include "base/keys.h"
#include "config/listen_reader.h"
#include "config/service_reader.h"

namespace rota::config {

namespace {

constexpr Word<LogLevel> levels[] = {{"error", LogLevel::error},
                                     {"warning", LogLevel::warning},
                                     {"info", LogLevel::info},
                                     {"debug", LogLevel::debug}};
constexpr Word<LogFormat> formats[] = {{"text", LogFormat::text}, {"json", LogFormat::json}};

constexpr Key<ServerConfig> server_keys[] = {
    {listen_row, read_listen},
    {{.key = "workers",
      .type = ValueType::integer,
      .range = {0, 1024},
      .fallback = "0",
      .example = "4",
      .meaning = "Query threads for each of UDP and TCP; 0 = one per core."},
     into<&ServerConfig::workers>},
    {{.key = "user",
      .type = ValueType::name,
      .fallback = R"("rota")",
      .meaning = "User to change to after binding, when started as root; \"\" = do not change."},
     into<&ServerConfig::user>},
    {{.key = "state",
      .type = ValueType::path,
      .fallback = R"("/var/lib/rota")",
      .meaning = "Directory for what outlives a restart: health, overrides, events; \"\" = keep nothing."},
     into<&ServerConfig::state>},
    {{.key = "sandbox",
      .type = ValueType::boolean,
      .fallback = "true",
      .meaning = "Allow only the system calls that rotad needs (seccomp)."},
     into<&ServerConfig::sandbox>},
    {{.key = "log",
      .words = names_of<levels>,
      .fallback = R"("info")",
      .meaning = "Least severe level of the lines that are logged."},
     choose<levels, &ServerConfig::log>},
    {{.key = "log_format",
      .words = names_of<formats>,
      .fallback = R"("text")",
      .meaning = "Format of log lines; \"json\" = one object per line."},
     choose<formats, &ServerConfig::log_format>},
    {{.key = "partial_reload",
      .type = ValueType::boolean,
      .fallback = "false",
      .meaning = "At a reload, a zone with errors keeps its last good version and the others reload. "
                 "Keeps the text of all zones in memory."},
     into<&ServerConfig::partial_reload>},
    {{.key = "nsid",
      .fallback = R"("")",
      .example = R"("0x6e7331")",
      .meaning = "Name of this server in replies to `dig +nsid` (RFC 5001): a text or \"0x\" and hex digits, "
                 "at most 64 octets; \"\" = none."},
     read_nsid},
    {{.key = "version",
      .fallback = R"("")",
      .example = R"("rota")",
      .meaning = "Answer to version.bind CH TXT, at most 255 octets; \"\" = refuse."},
     read_chaos_text<&ServiceConfig::version>},
    {{.key = "identity",
      .fallback = R"("")",
      .example = R"("ns1")",
      .meaning = "Answer to hostname.bind and id.server CH TXT, at most 255 octets; \"\" = refuse."},
     read_chaos_text<&ServiceConfig::identity>},
    {{.key = "max_udp_without_cookie",
      .type = ValueType::integer,
      .range = {dns::plain_limit, dns::udp_limit},
      .fallback = "1232",
      .example = "512",
      .meaning = "Largest reply over UDP, in octets, to clients without a valid DNS cookie."},
     into<&ServerConfig::service, &ServiceConfig::udp_without_cookie>},
    {allow_query_row, read_allow_query},
};

constexpr auto server_rows = rows_of<server_keys>;

}  // namespace

const Group server_group{.name = "server",
                         .heading = "[server]",
                         .meaning = "What the server does for all zones.",
                         .rows = server_rows};

void read_server(Settings& main, ServerConfig& server) {
  server.listen = {{*parse_endpoint("0.0.0.0:53")}, {*parse_endpoint("[::]:53")}};
  server.listen_given = main.has("listen");
  read_listen(main, listen_row, server);
  read_within(main, server_row, [&](Settings& settings) {
    if (settings.has("listen") && main.has("listen"))
      settings.error("listen", "\"listen\" appears twice: also at " + main.where("listen").text());
    server.listen_given |= settings.has("listen");
    server.user_given = settings.has("user");
    read_keys(settings, server_keys, server);
  });
}

}  // namespace rota::config
