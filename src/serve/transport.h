// What is true of everybody who asks over one transport, whoever it is. Each kind of
// listener says it in its row (serve/listener.h).
#pragma once

#include <cstdint>

namespace rota::serve {

constexpr std::uint16_t largest_reply = 65535;  // of any transport: its length has 16 bits

struct Transport {
  // Who asks has shown that it is where it says: so it needs no cookie, and no rate limits it.
  bool proves_address = false;
  // Octets, which is the room that its listener has for a reply. Below serve::largest_reply, what the asker
  // can take counts too (RFC 6891 section 6.2.3).
  std::uint16_t largest_reply = 0;
};

}  // namespace rota::serve
