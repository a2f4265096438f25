// Somebody who asks, where it does not matter who.
#pragma once

#include <netinet/in.h>

#include <string_view>

#include "serve/peer.h"

namespace rota::test {

inline serve::Peer some_peer(serve::Transport transport = serve::Transport::udp) {
  static const Address address = *parse_address("192.0.2.99");
  static const sockaddr_storage told = [] {
    sockaddr_storage out{};
    to_sockaddr({address, 5353}, out);
    return out;
  }();
  return transport == serve::Transport::tcp ? serve::Peer::over_tcp(address, seconds(8))
                                            : serve::Peer::over_udp(told);
}

// Somebody at this address, over UDP; kept by the caller.
class PeerAt {
 public:
  explicit PeerAt(std::string_view address) { to_sockaddr({*parse_address(address), 5353}, told_); }
  operator serve::Peer() const { return serve::Peer::over_udp(told_); }

 private:
  sockaddr_storage told_{};
};

}  // namespace rota::test
