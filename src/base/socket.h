// A descriptor that closes itself, and where a socket is bound to.
#pragma once

#include <optional>
#include <utility>

#include "base/address.h"

namespace rota {

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

// Where a socket is bound to; nothing when that is no address of the Internet.
std::optional<Endpoint> bound_to(int socket);

}  // namespace rota
