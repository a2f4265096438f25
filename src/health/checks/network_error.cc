#include "health/checks/network_error.h"

#include <cerrno>
#include <system_error>

namespace rota::health {

Outcome network_error(int error) {
  switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EADDRNOTAVAIL:  // no local port left
    case EPERM:          // our own firewall
      return not_counted(std::generic_category().message(error));
    case ETIMEDOUT: return timed_out();
    case ECONNREFUSED: return failed("connect refused");
    case EHOSTUNREACH: return failed("connect: no route");
    case ENETUNREACH: return failed("connect: network unreachable");
    case ECONNRESET: return failed("connection reset");
    case EPIPE: return failed("connection closed");
    default: return failed("connect: " + std::generic_category().message(error));
  }
}

}  // namespace rota::health
