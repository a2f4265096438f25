// Names as zone files write them.
#pragma once

#include <string_view>

#include "base/result.h"
#include "dns/name.h"

namespace rota::zonefile {

// As dns::parse_name, but octets outside ASCII are refused: who asks for such a name
// asks for its A-label, which the error prints.
Result<dns::Name> parse_zone_name(std::string_view text, dns::NameView origin);

}  // namespace rota::zonefile
