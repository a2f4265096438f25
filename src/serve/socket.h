// Sockets of the day: one that closes itself, and binding with the options every
// listener wants.
#pragma once

#include <utility>

#include "base/address.h"
#include "base/result.h"

namespace rota::serve {

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket();
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

// Bound with SO_REUSEPORT, so that each worker has one of its own; fragments are
// never sent, and answers never larger than fit unfragmented. A wildcard bind
// reports which address was asked (IP_PKTINFO).
Result<Socket> bind_udp(const Endpoint& endpoint);
Result<Socket> bind_tcp(const Endpoint& endpoint);  // listening, non-blocking

}  // namespace rota::serve
