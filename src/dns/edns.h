// EDNS(0): the OPT record of a request, and that of a reply (RFC 6891).
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace rota::dns {

constexpr std::size_t opt_size = 11;        // an OPT record without options
constexpr std::uint16_t udp_limit = 1232;   // the largest answer over UDP; fits every path (RFC 9715)
constexpr std::uint16_t plain_limit = 512;  // without EDNS (RFC 1035 section 4.2.1)

struct Edns {
  bool present = false;
  bool dnssec_ok = false;
  std::uint8_t version = 0;
  std::uint16_t size = plain_limit;  // what the asker can take; below 512 counts as 512
};

// Reads an OPT whose owner and type have been read. False when it is malformed:
// lengths that do not add up. Unknown options are ignored (section 6.1.2).
bool read_opt(ByteReader& in, Edns& out);

// The OPT of a reply: our size, version 0, DO as asked, the upper rcode bits.
void write_opt(std::uint8_t* out, const Edns& asked, std::uint16_t rcode);

}  // namespace rota::dns
