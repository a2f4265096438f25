// Names of a zone as an operator writes them in TOML, where zone files' habits - a dot
// at the end, "@" - and everybody else's meet.
#pragma once

#include <optional>
#include <string>

#include "base/mistakes.h"
#include "dns/name.h"

namespace rota::config {

// The name as the DNS carries it, UTF-8 as A-labels; or an error that says what may be
// meant by an octet that no host name has. An escape ("\032") says that it is meant.
std::optional<std::string> read_letters(const std::string& text, const Position& at, Mistakes& mistakes);

// A name that may be in the zone or not, or nothing and a mistake. Without a dot at its end, one
// that ends in the zone is taken as absolute, with a warning, and one without an inner dot as a name
// of the zone; any other is a mistake.
std::optional<dns::Name> read_zone_name(const std::string& text, const dns::Name& apex, const Position& at,
                                        Mistakes& mistakes);

// The same of a name that must be in the zone, lower-cased.
std::optional<dns::Name> read_owner(const std::string& text, const dns::Name& apex, const Position& at,
                                    Mistakes& mistakes);

}  // namespace rota::config
