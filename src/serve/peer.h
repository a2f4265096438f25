// Who asks: over what, and from where. A view, made for each request and costing
// nothing: where the kernel has told it, the address is read only when somebody
// wants to know.
#pragma once

#include <netinet/in.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "base/address.h"
#include "base/clock.h"

namespace rota::serve {

enum class Transport : std::uint8_t { udp, tcp };

class Peer {
 public:
  // What they are made of must outlive them. `idle`: how long the connection may be,
  // as told to clients that ask (RFC 7828).
  static Peer over_udp(const sockaddr_storage& from) { return Peer(from); }
  static Peer over_tcp(const Address& from, milliseconds idle) { return Peer(from, idle); }

  Transport transport() const { return transport_; }
  Address address() const {
    if (transport_ == Transport::tcp) return *at_.known;
    if (at_.told->ss_family == AF_INET) {  // most: here, not by a call
      std::array<std::uint8_t, 4> octets;
      std::memcpy(octets.data(), &reinterpret_cast<const sockaddr_in*>(at_.told)->sin_addr, octets.size());
      return Address::v4(octets);
    }
    const auto told = from_sockaddr(*at_.told);
    return told ? told->address : Address();
  }
  milliseconds idle() const { return idle_; }

 private:
  explicit Peer(const sockaddr_storage& from) : transport_(Transport::udp), at_{.told = &from}, idle_{} {}
  Peer(const Address& from, milliseconds idle)
      : transport_(Transport::tcp), at_{.known = &from}, idle_(idle) {}

  Transport transport_;
  union {
    const sockaddr_storage* told;
    const Address* known;
  } at_;
  milliseconds idle_;
};

}  // namespace rota::serve
