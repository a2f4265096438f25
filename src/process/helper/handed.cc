#include "process/helper/handed.h"

#include <sys/socket.h>

namespace rota::process {

namespace {

int option(int socket, int name) {
  int out = -1;
  socklen_t size = sizeof out;
  return ::getsockopt(socket, SOL_SOCKET, name, &out, &size) == 0 ? out : -1;
}

}  // namespace

std::optional<Handed> handed_as(int descriptor) {
  const int family = option(descriptor, SO_DOMAIN), type = option(descriptor, SO_TYPE);
  const bool is_internet = family == AF_INET || family == AF_INET6;
  const bool is_listening = option(descriptor, SO_ACCEPTCONN) == 1;
  if (is_internet && type == SOCK_DGRAM) return Handed::datagrams;
  if (type != SOCK_STREAM) return {};
  if (is_internet && is_listening) return Handed::connections;
  if (family != AF_UNIX) return {};
  return is_listening ? Handed::local : Handed::line;
}

}  // namespace rota::process
