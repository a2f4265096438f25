#include "base/socket.h"

#include <unistd.h>

namespace rota {

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace rota
