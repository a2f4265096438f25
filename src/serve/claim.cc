#include "serve/claim.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/log.h"
#include "base/socket.h"

namespace rota::serve {

namespace {

// 0, or why it cannot be bound by this process alone.
int try_alone(const Endpoint& endpoint, int type) {
  const bool is_v6 = endpoint.address.family() == Family::v6;
  const Socket socket(::socket(is_v6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0));
  if (socket.get() < 0) return errno;
  const int yes = 1;
  if (is_v6) ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  // Connections of the process before this one may not be over yet. Two sockets that listen
  // exclude each other all the same; two of UDP would not.
  if (type == SOCK_STREAM) ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_storage address{};
  const auto size = static_cast<socklen_t>(to_sockaddr(endpoint, address));
  return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0 ? 0 : errno;
}

bool is_family_missing(int error) {
  return error == EAFNOSUPPORT || error == EPROTONOSUPPORT || error == EADDRNOTAVAIL;
}

Error refusal(const ListenPoint& point, int error) {
  std::string out = "cannot bind " + capital_name(*point.kind) + " " + point.endpoint.text() + ": " +
                    std::generic_category().message(error);
  if (error == EADDRINUSE)
    out += "; another program, or another rotad, serves there: stop it, or change 'listen' in [server]";
  return {out};
}

}  // namespace

bool lacks_family(const Endpoint& endpoint) {
  if (!endpoint.address.is_unspecified()) return false;
  const bool is_v6 = endpoint.address.family() == Family::v6;
  if (!is_family_missing(try_alone({endpoint.address, 0}, SOCK_DGRAM))) return false;
  log_warning("not_listening",
              "not listening on " + endpoint.text() + ": this host has no " + (is_v6 ? "IPv6" : "IPv4"));
  return true;
}

Result<void> claim(std::span<const ListenPoint> points, const Inherited& inherited) {
  for (const ListenPoint& point : points) {
    if (inherited.held(point.kind->name, point.endpoint.text()) > 0) continue;
    const int error = try_alone(point.endpoint, point.kind->socket_type);
    if (error != 0) return refusal(point, error);
  }
  return {};
}

}  // namespace rota::serve
