// The command line of rotactl, read by the verb table. What is wrong with it is
// said with what was probably meant.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "rotactl/verbs.h"

namespace rota::rotactl {

// `words` without the program's name. The verb is null when only an option that
// needs none was given (--help, --version).
Result<Invocation> parse_arguments(std::span<const std::string> words);

// The options alone, of a line that is still being written.
Invocation parse_options(std::span<const std::string> words);

}  // namespace rota::rotactl
