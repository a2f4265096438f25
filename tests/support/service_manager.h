// A service manager's ear: the socket that NOTIFY_SOCKET would name.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <string>

namespace rota::test {

class ServiceManager {
 public:
  // "/path" or "@abstract".
  explicit ServiceManager(const std::string& address) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, address.data(), address.size());
    if (address.front() == '@') at.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size());
    is_bound_ = ::bind(socket_, reinterpret_cast<const sockaddr*>(&at), size) == 0;
  }
  ~ServiceManager() { ::close(socket_); }
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  bool is_bound() const { return is_bound_; }

  // The oldest message not heard yet; "" when there is none.
  std::string hear() const {
    std::string out(4096, '\0');
    const ssize_t size = ::recv(socket_, out.data(), out.size(), MSG_DONTWAIT);
    out.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return out;
  }

 private:
  int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  bool is_bound_ = false;
};

}  // namespace rota::test
