#include "daemon/control_sockets.h"

#include <utility>

#include "base/log.h"

namespace rota::daemon {

using process::ListeningSocket;

namespace {

// Adds the listening socket; the error is the caller's when it was asked for.
std::optional<Error> take(std::vector<process::ListeningSocket>& sockets,
                          Result<process::ListeningSocket> socket, bool was_asked_for) {
  if (socket) {
    sockets.push_back(std::move(*socket));
    return {};
  }
  if (was_asked_for) return socket.error();
  log_warning("control_unavailable", socket.error().text + "; set it in [control], or \"\" for none");
  return {};
}

}  // namespace

Result<std::vector<process::ListeningSocket>> open_control_sockets(
    const config::ControlConfig& control, const std::optional<process::Account>& account,
    Inherited* inherited) {
  std::vector<process::ListeningSocket> out;
  const auto inherit = [&](std::string_view kind, const std::string& address, const std::string& path) {
    auto socket = inherited != nullptr ? inherited->take(kind, address) : std::nullopt;
    if (socket) out.emplace_back(socket->release(), path).leave();
    return socket.has_value();
  };
  if (!control.socket.empty() && !inherit(process::local_kind, control.socket, control.socket))
    if (const auto error = take(out, process::open_local(control.socket, account), control.socket_given))
      return *error;
  const auto endpoint = parse_endpoint(control.http);
  if (endpoint) {
    if (!endpoint->address.is_loopback())
      log_warning("control_reachable",
                  "[control] http is reachable from other machines: anyone who can connect may read it",
                  {{"address", endpoint->text()}});
    if (inherit(process::tcp_kind, endpoint->text(), "")) return out;
    if (const auto error = take(out, process::open_tcp(*endpoint), control.http_given)) return *error;
  }
  return out;
}

void close_surplus_sockets(Inherited& inherited) {
  for (const std::string& path : inherited.addresses(process::local_kind))
    const process::ListeningSocket closed(inherited.take(process::local_kind, path)->release(), path);
  for (const std::string& address : inherited.addresses(process::tcp_kind))
    inherited.take(process::tcp_kind, address);
}

}  // namespace rota::daemon
