// TSIG (RFC 8945). There are no keys here, so that the key of every signed request is
// unknown: it is refused with NOTAUTH, and a TSIG that is not signed and says BADKEY
// (section 5.3.2).
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "dns/name.h"

namespace rota::dns {

// Reads a TSIG whose owner and type have been read; false when it is malformed.
bool read_tsig(ByteReader& in);

// The TSIG that refuses the key of another. A copy: replies are written over requests.
class KeyRefusal {
 public:
  // `at`: where the TSIG stands in the request, which parse_query() has read.
  KeyRefusal(Bytes request, std::size_t at);

  // Puts it behind the last record of a whole reply and returns the new size; where there
  // is no room for it the reply stays as it is.
  std::size_t append_to(std::span<std::uint8_t> room, std::size_t size) const;

 private:
  static constexpr std::size_t fixed = 26;  // of its octets, beside the names of key and algorithm

  std::size_t size_ = 0;
  std::array<std::uint8_t, 2 * max_name + fixed> record_;
};

}  // namespace rota::dns
