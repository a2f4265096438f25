// The one table of what rdata is made of (its rows are in dns/types.def): for every type
// that rota knows its fields in order, whether the names among them fold case, and what
// holds between fields. The readers of text and the check of wire form both go by it. A
// type without a row is opaque (RFC 3597).
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "dns/types.h"

namespace rota::zonefile {

enum class Field : std::uint8_t {
  none,  // behind the last
  name,
  address4,
  address6,
  number8,
  number16,
  number32,
  period,       // 32 bits of seconds, also as "1h30m"
  time,         // 32 bits of seconds since 1970, also as YYYYMMDDHHmmSS
  type,         // a record type
  algorithm,    // 8 bits, also as DNSSEC names them
  certificate,  // 16 bits, also as CERT names them
  usage,        // 8 bits each, also as RFC 7218 names them
  selector,
  matching,
  scheme,  // 8 bits, also NOTIFY (RFC 9859)
  string,
  string_or_none,
  tag,  // of CAA
  salt,
  hash,
  eui48,
  eui64,
  node,         // 64 bits as four groups (RFC 6742)
  long_string,  // to the end
  // What may be several tokens of text, up to the end of the record.
  strings,
  hex,
  nsap,
  base64,
  base64_or_none,
  types,
  types_or_none,
  location,
  prefixes,
  services,
  parameters,
  host_identity,
  gateway,  // of IPSECKEY, and its key
  relay,
  atm_address,
  // Without any form but that of RFC 3597.
  old_types,
  old_address,
  octets,
};

struct RdataType {
  std::uint16_t number = 0;
  bool folds = false;  // its names compare in any case (RFC 4034 section 6.2)
  std::array<Field, 10> fields{};
  // Of rdata whose every field is well: why it is no such record, or null.
  const char* (*rule)(Bytes);
};

const RdataType* find_rdata_type(dns::Type type);  // null when there is no row

}  // namespace rota::zonefile
