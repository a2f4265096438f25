// TCP, as it is (RFC 7766).
#include <sys/socket.h>

#include <any>
#include <vector>

#include "base/keys.h"
#include "serve/listeners/all.h"
#include "serve/listeners/tcp_connection.h"
#include "serve/listeners/tcp_listener.h"

namespace rota::serve {

namespace {

struct TcpOptions {
  milliseconds idle_timeout = usual_idle_limit;
};

constexpr Key<TcpOptions> tcp_keys[] = {
    {{.key = "idle_timeout",
      .type = ValueType::duration,
      .range = {.least = 1000},
      .fallback = R"("10s")",
      .example = R"("30s")",
      .meaning = "How long a connection may be silent between queries. A client that asks is told four "
                 "fifths of it (RFC 7828)."},
     into<&TcpOptions::idle_timeout>},
};
constexpr auto tcp_rows = rows_of<tcp_keys>;
constexpr Group tcp_group{.name = "listen_tcp",
                          .heading = R"(`[[listen]]` with kind = "tcp")",
                          .meaning = "DNS over TCP.",
                          .rows = tcp_rows};

ListenerOptions read(Settings& settings) {
  TcpOptions out;
  read_keys(settings, tcp_keys, out);
  return out;
}

Result<std::unique_ptr<Listener>> make_tcp(std::span<const ListenPoint> points, const Serving& serving) {
  std::vector<TcpPoint> out;
  for (const ListenPoint& point : points) {
    const auto* options = std::any_cast<TcpOptions>(&point.options);
    out.push_back(
        {point.endpoint, options != nullptr ? options->idle_timeout : TcpOptions().idle_timeout, open_plain});
  }
  return make_tcp_listener(tcp_listener, out, serving);
}

}  // namespace

// A connection comes about only with who is where it says.
constinit const ListenerKind tcp_listener{
    .name = "tcp",
    .transport = {.proves_address = true, .largest_reply = largest_reply},
    .socket_type = SOCK_STREAM,
    .is_usual = true,
    .options = &tcp_group,
    .read = read,
    .make = make_tcp};

}  // namespace rota::serve
