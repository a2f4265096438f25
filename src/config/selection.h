// Which members a person means who writes one target for several of them:
//   web/lb1, lb.example:web/lb1   a reference (config/references.h)
//   web/*-fra, *:web/*, */lb[12]  the same with wildcards: '*', '?' and '[...]' as in a shell;
//                                 a pool without a zone is one of any zone
//   192.0.2.1                     an address: every member that has it
//   tag:rack7                     every member with this tag
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/config.h"

namespace rota::config {

// In the order of the files, at least one; an error says what was not found.
Result<std::vector<Leaf>> select_members(const Config& config, std::string_view target);

}  // namespace rota::config
