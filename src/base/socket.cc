#include "base/socket.h"

#include <netinet/in.h>
#include <unistd.h>

namespace rota {

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<Endpoint> bound_to(int socket) {
  sockaddr_storage own{};
  socklen_t size = sizeof own;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &size) != 0) return {};
  return from_sockaddr(own);
}

}  // namespace rota
