// Rdata of the types that nearly every zone is made of, written as nearly everybody
// writes it, without the detour over tables of fields. What it takes it reads as
// RdataParser would; whatever is unusual or wrong it leaves to that.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dns/name.h"
#include "dns/types.h"

namespace rota::zonefile {

// Appends the wire form of A, AAAA, NS, CNAME, PTR, MX, SRV or TXT. False when it is
// another type or not of the usual form; `out` is as it was then.
bool append_common(dns::Type type, std::span<const std::string_view> tokens, dns::NameView origin,
                   std::vector<std::uint8_t>& out);

}  // namespace rota::zonefile
