// A record set in ready form: whole records one after the other, each with the
// owner 0xC00C (a pointer to the question's name, at offset 12), so that the
// common answer is one copy. Names inside rdata stand uncompressed.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "dns/name.h"
#include "dns/types.h"

namespace rota::dns {

constexpr std::size_t record_head = 12;  // owner pointer, type, class, TTL, rdata length

struct RecordSet {
  Type type{};
  std::uint16_t count = 0;
  std::uint16_t record_size = 0;  // of each record when all are equally long, else 0
  Bytes bytes;
};

// One record of a set in ready form.
struct ReadyRecord {
  Bytes bytes;
  Bytes rdata() const { return bytes.subspan(record_head); }
};

// The record that starts `bytes`; those are a set's own, so they are whole.
inline ReadyRecord first_record(Bytes bytes) {
  return {bytes.first(record_head + load16(bytes.data() + 10))};
}

// Where names stand in rdata that may be compressed: only types of RFC 1035
// (RFC 3597 section 4). `lead` octets, then `names` names, then the rest as it is.
struct NamesInside {
  std::uint8_t lead = 0;
  std::uint8_t names = 0;
};
NamesInside names_inside(Type type);

// The name a record sends its reader on to, whose addresses help it (MX, NS, SRV,
// SVCB and HTTPS; RFC 1035 3.3, RFC 2782, RFC 9460 section 4.1); empty for other types.
NameView target_of(Type type, Bytes rdata);

}  // namespace rota::dns
