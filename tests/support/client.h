// Clients with real sockets, and addresses to serve on that no other test uses.
// Every wait ends after a few seconds: a test then fails instead of hanging.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/socket.h"
#include "support/packet.h"

namespace rota::test {

constexpr int patience_milliseconds = 10000;

// 127.x.y.z of this process.
inline Address own_loopback() {
  const auto id = static_cast<std::uint32_t>(::getpid());
  return Address::v4(std::array<std::uint8_t, 4>{127, static_cast<std::uint8_t>(100 + (id >> 16) % 100),
                                                 static_cast<std::uint8_t>(id >> 8),
                                                 static_cast<std::uint8_t>(id)});
}

inline Socket bound(const Endpoint& endpoint, int type) {
  sockaddr_storage address{};
  const std::size_t size = to_sockaddr(endpoint, address);
  Socket out(::socket(address.ss_family, type | SOCK_CLOEXEC, 0));
  if (::bind(out.get(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) != 0)
    return Socket(-1);
  return out;
}

// A port of that address that is free for UDP and TCP; nothing when the machine
// does not have the address.
inline std::optional<Endpoint> free_endpoint(const Address& address) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const Socket udp = bound({address, 0}, SOCK_DGRAM);
    if (udp.get() < 0) return {};
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    ::getsockname(udp.get(), reinterpret_cast<sockaddr*>(&name), &size);
    const Endpoint out{address, from_sockaddr(name)->port};
    if (bound(out, SOCK_STREAM).get() >= 0) return out;
  }
  return {};
}

inline Endpoint free_endpoint() { return free_endpoint(own_loopback()).value(); }

// A connected socket: what is received comes from the very endpoint.
class Client {
 public:
  Client(const Endpoint& server, int type) : socket_(connected(server, type)) {}

  bool is_connected() const { return socket_.get() >= 0; }

  bool send(const Octets& octets) {
    for (std::size_t sent = 0; sent < octets.size() || octets.empty();) {
      const ssize_t n = ::send(socket_.get(), octets.data() + sent, octets.size() - sent, MSG_NOSIGNAL);
      if (n < 0) return false;
      if (octets.empty()) break;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }

  // What arrives next; nothing at the end of a stream, after an error or in vain.
  Octets receive(std::size_t most = 65535, int milliseconds = patience_milliseconds) {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (::poll(&ready, 1, milliseconds) <= 0) return {};
    Octets out(most);
    const ssize_t n = ::recv(socket_.get(), out.data(), out.size(), 0);
    failed_ = n < 0;
    out.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
    return out;
  }

  // True when the stream ends as it should: with nothing more, and not by a reset.
  bool ends() {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (::poll(&ready, 1, patience_milliseconds) <= 0) return false;
    return receive(1).empty() && !failed_;
  }

  void finish_sending() { ::shutdown(socket_.get(), SHUT_WR); }
  int get() const { return socket_.get(); }

 private:
  static Socket connected(const Endpoint& server, int type) {
    sockaddr_storage address{};
    const std::size_t size = to_sockaddr(server, address);
    Socket out(::socket(address.ss_family, type | SOCK_CLOEXEC, 0));
    const bool good =
        ::connect(out.get(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) == 0;
    return good ? std::move(out) : Socket(-1);
  }

  Socket socket_;
  bool failed_ = false;
};

class UdpClient : public Client {
 public:
  explicit UdpClient(const Endpoint& server) : Client(server, SOCK_DGRAM) {}
};

class TcpClient : public Client {
 public:
  explicit TcpClient(const Endpoint& server) : Client(server, SOCK_STREAM) {}

  // With its length in front.
  static Octets framed(const Octets& message) {
    Octets out;
    put16(out, message.size());
    put(out, message);
    return out;
  }

  // The next whole message; empty at the end.
  Octets message() {
    const Octets head = exactly(2);
    return head.size() == 2 ? exactly(std::size_t{head[0]} * 256 + head[1]) : Octets{};
  }

 private:
  Octets exactly(std::size_t size) {
    Octets out;
    while (out.size() < size) {
      const Octets more = receive(size - out.size());
      if (more.empty()) break;
      put(out, more);
    }
    return out;
  }
};

}  // namespace rota::test
