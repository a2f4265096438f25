// Two sockets that are connected to each other, with no listener in between: the
// server's end to hand to what is tested, the peer's end to play the client.
#pragma once

#include <sys/socket.h>

#include "base/socket.h"
#include "support/packet.h"

namespace rota::test {

struct Pair {
  // SOCK_STREAM, or SOCK_SEQPACKET to see every write by itself.
  explicit Pair(int type = SOCK_STREAM) {
    int ends[2];
    ::socketpair(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends);
    server = Socket(ends[0]);
    peer = Socket(ends[1]);
  }

  // How much of it was taken.
  std::size_t send(const Octets& octets) const {
    const ssize_t sent = ::send(peer.get(), octets.data(), octets.size(), MSG_NOSIGNAL);
    return sent < 0 ? 0 : static_cast<std::size_t>(sent);
  }
  Octets receive() const { return read(peer); }  // what has come; empty when nothing, or at the end
  Octets receive_at_server() const { return read(server); }

  // True when the server's end is closed, or writes no more.
  bool has_ended() const {
    std::uint8_t octet;
    return ::recv(peer.get(), &octet, 1, MSG_PEEK) == 0;
  }

  Socket server{-1};
  Socket peer{-1};

 private:
  static Octets read(const Socket& from) {
    Octets out(1 << 20);
    const ssize_t size = ::recv(from.get(), out.data(), out.size(), 0);
    out.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return out;
  }
};

}  // namespace rota::test
