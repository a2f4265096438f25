#include "dns/edns.h"

#include <algorithm>

#include "dns/types.h"

namespace rota::dns {

namespace {
constexpr std::uint16_t dnssec_ok_bit = 0x8000;
}

bool read_opt(ByteReader& in, Edns& out) {
  out.size = std::max(in.read16(), plain_limit);
  in.read8();  // upper rcode bits mean nothing in a request
  out.version = in.read8();
  out.dnssec_ok = (in.read16() & dnssec_ok_bit) != 0;
  ByteReader options(in.read(in.read16()));
  if (in.failed()) return false;
  out.present = true;
  while (options.left() > 0 && !options.failed()) {
    options.read16();                // code
    options.read(options.read16());  // data
  }
  return !options.failed();
}

void write_opt(std::uint8_t* out, const Edns& asked, std::uint16_t rcode) {
  out[0] = 0;  // the root
  store16(out + 1, static_cast<std::uint16_t>(Type::opt));
  store16(out + 3, udp_limit);
  out[5] = static_cast<std::uint8_t>(rcode >> 4);
  out[6] = 0;  // version
  store16(out + 7, asked.dnssec_ok ? dnssec_ok_bit : std::uint16_t{0});
  store16(out + 9, 0);  // no options
}

}  // namespace rota::dns
