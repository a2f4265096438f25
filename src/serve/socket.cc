#include "serve/socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>

#include "base/errno_error.h"
#include "base/log.h"

namespace rota::serve {

namespace {

constexpr int receive_buffer = 4 << 20;  // some 10,000 waiting queries
constexpr int listen_backlog = 4096;
constexpr int connection_buffer = 64 * 1024;  // each way; the kernel books twice that

Error failed(std::string_view what, const Endpoint& endpoint) {
  return errno_error(std::string(what) + " " + endpoint.text());
}

bool set(int socket, int level, int option, int value) {
  return ::setsockopt(socket, level, option, &value, sizeof value) == 0;
}

// Reading UDP waits in the kernel, accepting TCP never does.
void set_waiting(int socket, bool waits) {
  const int flags = ::fcntl(socket, F_GETFL);
  ::fcntl(socket, F_SETFL, waits ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
}

Result<Socket> bind_any(const Endpoint& endpoint, int type, std::string_view what) {
  const bool v6 = endpoint.address.family() == Family::v6;
  Socket out(::socket(v6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0));
  if (out.get() < 0) return failed(what, endpoint);
  set(out.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (!set(out.get(), SOL_SOCKET, SO_REUSEPORT, 1)) return failed(what, endpoint);
  if (v6) set(out.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1);
  sockaddr_storage address{};
  const std::size_t size = to_sockaddr(endpoint, address);
  if (::bind(out.get(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) != 0)
    return failed(what, endpoint);
  return out;
}

}  // namespace

Result<void> prepare_udp(const Socket& bound, const Endpoint& endpoint) {
  const int socket = bound.get();
  set_waiting(socket, true);
  const bool wildcard = endpoint.address.is_unspecified();
  if (endpoint.address.family() == Family::v4) {
    set(socket, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_OMIT);
    if (wildcard && !set(socket, IPPROTO_IP, IP_PKTINFO, 1))
      return failed("cannot ask for destinations of", endpoint);
  } else {
    set(socket, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_OMIT);
    if (wildcard && !set(socket, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1))
      return failed("cannot ask for destinations of", endpoint);
  }
  return {};
}

void prepare_tcp(const Socket& socket) { set_waiting(socket.get(), false); }

Result<Socket> bind_udp(const Endpoint& endpoint) {
  auto out = bind_any(endpoint, SOCK_DGRAM, "cannot bind UDP");
  if (!out) return out;
  const int socket = out->get();
  // Root may exceed the system's limit; anyone else gets what the limit allows.
  if (!set(socket, SOL_SOCKET, SO_RCVBUFFORCE, receive_buffer))
    set(socket, SOL_SOCKET, SO_RCVBUF, receive_buffer);
  if (const auto prepared = prepare_udp(*out, endpoint); !prepared) return prepared.error();
  return out;
}

Result<Socket> bind_tcp(const Endpoint& endpoint) {
  auto out = bind_any(endpoint, SOCK_STREAM | SOCK_NONBLOCK, "cannot bind TCP");
  if (!out) return out;
  if (::listen(out->get(), listen_backlog) != 0) return failed("cannot listen on TCP", endpoint);
  return out;
}

void prepare_connections(const Socket& socket) {
  set(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket.get(), SOL_SOCKET, SO_SNDBUF, connection_buffer);
  set(socket.get(), SOL_SOCKET, SO_RCVBUF, connection_buffer);
}

Result<Socket> take_or_bind_udp(Inherited* inherited, std::string_view kind, const Endpoint& endpoint) {
  auto taken = inherited != nullptr ? inherited->take(kind, endpoint.text()) : std::nullopt;
  if (!taken) return bind_udp(endpoint);
  if (const auto prepared = prepare_udp(*taken, endpoint); !prepared) return prepared.error();
  return std::move(*taken);
}

Result<Socket> take_or_bind_tcp(Inherited* inherited, std::string_view kind, const Endpoint& endpoint) {
  auto taken = inherited != nullptr ? inherited->take(kind, endpoint.text()) : std::nullopt;
  if (!taken) return bind_tcp(endpoint);
  prepare_tcp(*taken);
  return std::move(*taken);
}

}  // namespace rota::serve
