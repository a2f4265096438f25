// What `--help` and `help` print, made from the verb table.
#pragma once

#include <string>
#include <string_view>

#include "rotactl/verbs.h"

namespace rota::rotactl {

std::string overview();  // all verbs, in their order
std::string help_of(const Verb& verb);
std::string usage_of(const Verb& verb);  // one line
// For a word that only begins verbs ("member"): those; "" when there are none.
std::string help_of_group(std::string_view word);

}  // namespace rota::rotactl
