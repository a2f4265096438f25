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
#include "serve/transport.h"

namespace rota::serve {

class Peer {
 public:
  // By a message of its own. What it is made of must outlive it, here and below.
  Peer(const Transport& over, const sockaddr_storage& from)
      : is_connected_(false), over_(over), at_{.told = &from}, idle_{} {}
  // By a connection. `idle`: how long it may be, as told to clients that ask (RFC 7828).
  Peer(const Transport& over, const Address& from, milliseconds idle)
      : is_connected_(true), over_(over), at_{.known = &from}, idle_(idle) {}

  bool is_connected() const { return is_connected_; }
  bool proves_address() const { return over_.proves_address; }
  std::uint16_t largest_reply() const { return over_.largest_reply; }
  Address address() const {
    if (is_connected_) return *at_.known;
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
  bool is_connected_;
  Transport over_;
  union {
    const sockaddr_storage* told;
    const Address* known;
  } at_;
  milliseconds idle_;
};

}  // namespace rota::serve
