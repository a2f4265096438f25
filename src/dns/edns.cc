#include "dns/edns.h"

namespace rota::dns {

bool read_opt(ByteReader& in, Edns& out, AskedOptions& options) {
  out.size = std::max(in.read16(), plain_limit);
  in.read8();  // upper rcode bits mean nothing in a request
  out.version = in.read8();
  out.dnssec_ok = (in.read16() & dnssec_ok_bit) != 0;
  const Bytes data = in.read(in.read16());
  if (in.failed()) return false;
  out.present = true;
  return read_options(data, options);
}

}  // namespace rota::dns
