#include "probe/checks/network_error.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace rota::probe {

namespace {

// Nothing is sent: to connect a datagram socket is to ask our own routing table.
bool has_route(const Address& target) {
  constexpr std::uint16_t any_port = 9;
  sockaddr_storage to{};
  const auto size = static_cast<socklen_t>(to_sockaddr({target, any_port}, to));
  const int socket = ::socket(to.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const bool found = ::connect(socket, reinterpret_cast<const sockaddr*>(&to), size) == 0;
  ::close(socket);
  return found;
}

// A router on the way says the same as our own kernel: only without a route is it ours.
health::Outcome no_way(int error, const Address& target, std::string reason) {
  if (has_route(target)) return health::unreachable(std::move(reason));
  return health::not_sent(std::generic_category().message(error));
}

}  // namespace

health::Outcome network_error(int error, const Address& target) {
  switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case ENETDOWN:
    case EADDRNOTAVAIL:  // no local port left, or no address to come from
    case EPERM:          // our own firewall
      return health::not_sent(std::generic_category().message(error));
    case EHOSTUNREACH: return no_way(error, target, "connect: no route");
    case ENETUNREACH: return no_way(error, target, "connect: network unreachable");
    case EINVAL:  // a blackhole among the routes
    case EACCES:  // a prohibition there
      return no_way(error, target, "connect: " + std::generic_category().message(error));
    case ETIMEDOUT: return health::timed_out();
    case ECONNREFUSED: return health::failed("connect refused");
    case ECONNRESET: return health::failed("connection reset");
    case EPIPE: return health::failed("connection closed");
    default: return health::failed("connect: " + std::generic_category().message(error));
  }
}

}  // namespace rota::probe
