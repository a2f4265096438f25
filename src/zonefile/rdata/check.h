// Rdata in wire form held against the table of types: whatever read it, nothing that
// fails here is served.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "dns/types.h"

namespace rota::zonefile {

// Why these octets are no rdata of the type, or "". Names may not be compressed.
std::string check_rdata(dns::Type type, Bytes rdata);

// Whether two records of the type are one: octet by octet, but for the case of the names
// in types where it does not count (RFC 4034 section 6.2, RFC 6840 section 5.1). Both
// have passed the check.
bool is_same_rdata(dns::Type type, Bytes a, Bytes b);

// Equal octets for those that are the same, and only for those.
std::string identity_of(dns::Type type, Bytes rdata);

}  // namespace rota::zonefile
