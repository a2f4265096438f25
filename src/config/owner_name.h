// Names of a zone as an operator writes them in TOML, where zone files' habits - a dot
// at the end, "@" - and everybody else's meet.
#pragma once

#include <optional>
#include <string>

#include "base/mistakes.h"
#include "dns/name.h"

namespace rota::config {

// Whether every octet may stand in a name that people meant; else an error that says what
// may be meant. An escape ("\032") says that an odd octet is meant.
bool check_letters(const std::string& text, const Position& at, Mistakes& mistakes);

// A name of the zone, lower-cased, or nothing and a mistake. One that ends in the zone is
// taken as absolute, with a warning.
std::optional<dns::Name> read_owner(const std::string& text, const dns::Name& apex, const Position& at,
                                    Mistakes& mistakes);

}  // namespace rota::config
