// Somebody who asks, where it does not matter who.
#pragma once

#include <netinet/in.h>

#include <string_view>

#include "serve/listener.h"
#include "serve/peer.h"

namespace rota::test {

enum class Transport : std::uint8_t { udp, tcp };

// What is true of all who ask over it.
inline const serve::Transport& over(Transport transport) {
  return serve::find_listener(transport == Transport::udp ? "udp" : "tcp")->transport;
}

inline serve::Peer over_udp(const sockaddr_storage& from) { return {over(Transport::udp), from}; }
inline serve::Peer over_tcp(const Address& from, milliseconds idle = {}) {
  return {over(Transport::tcp), from, idle};
}

inline serve::Peer some_peer(Transport transport = Transport::udp) {
  static const Address address = *parse_address("192.0.2.99");
  static const sockaddr_storage told = [] {
    sockaddr_storage out{};
    to_sockaddr({address, 5353}, out);
    return out;
  }();
  return transport == Transport::tcp ? over_tcp(address, seconds(8)) : over_udp(told);
}

// Somebody at this address, over UDP; kept by the caller.
class PeerAt {
 public:
  explicit PeerAt(std::string_view address) { to_sockaddr({*parse_address(address), 5353}, told_); }
  operator serve::Peer() const { return over_udp(told_); }

 private:
  sockaddr_storage told_{};
};

}  // namespace rota::test
