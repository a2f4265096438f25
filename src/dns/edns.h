// EDNS(0): the OPT record of a request, and that of a reply (RFC 6891).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"
#include "dns/options.h"
#include "dns/types.h"

namespace rota::dns {

constexpr std::size_t opt_size = 11;        // an OPT record without options
constexpr std::uint16_t udp_limit = 1232;   // the largest answer over UDP; fits every path (RFC 9715)
constexpr std::uint16_t plain_limit = 512;  // without EDNS (RFC 1035 section 4.2.1)

constexpr std::uint16_t dnssec_ok_bit = 0x8000;

struct Edns {
  bool present = false;
  bool dnssec_ok = false;
  std::uint8_t version = 0;
  std::uint16_t size = plain_limit;  // what the asker can take; below 512 counts as 512
};

// Reads an OPT whose owner and type have been read. False when it is malformed:
// lengths that do not add up. Unknown options are ignored (section 6.1.2).
bool read_opt(ByteReader& in, Edns& out, AskedOptions& options);

// The first eleven octets of an OPT: root, type, size, upper rcode bits, version, flags, and how
// long its options are, which is not read here. False when those at `opt` are not one of version 0.
inline bool read_opt_head(const std::uint8_t* opt, Edns& out) {
  const bool is_opt = (load32(opt) & 0xFFFFFF00) == static_cast<std::uint32_t>(Type::opt) << 8 && opt[6] == 0;
  out.present = is_opt;
  out.size = std::max(load16(opt + 3), plain_limit);
  out.dnssec_ok = (opt[7] & 0x80) != 0;
  return is_opt;
}

// The OPT of a reply: our size, version 0, DO as asked, the upper rcode bits, no options.
inline void write_opt(std::uint8_t* out, const Edns& asked, std::uint16_t rcode) {
  constexpr std::array<std::uint8_t, opt_size> plain{0, 0, 41, udp_limit >> 8, udp_limit & 0xFF};
  std::memcpy(out, plain.data(), plain.size());
  out[5] = static_cast<std::uint8_t>(rcode >> 4);
  out[7] = asked.dnssec_ok ? 0x80 : 0;
}

}  // namespace rota::dns
