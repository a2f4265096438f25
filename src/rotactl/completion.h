// What may stand at a place of the command line, for the shells: the scripts of
// `completion` ask rotactl itself, so they know what the verb table knows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rotactl/client.h"

namespace rota::rotactl {

// The words that fit in place of the last one. A line ":files" asks the shell for
// file names. Pools and members are the daemon's; without one there are none.
std::vector<std::string> completions(std::span<const std::string> words, const Client& client);

}  // namespace rota::rotactl
