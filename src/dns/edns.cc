#include "dns/edns.h"

namespace rota::dns {

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

}  // namespace rota::dns
