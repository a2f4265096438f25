// What rotad does, by its command line.
#pragma once

#include <span>

namespace rota::daemon {

// Words as main has them. The exit code: 0 after SIGTERM or SIGINT or when another process
// goes on, 1 when it cannot start, 2 on wrong usage.
int run(std::span<char* const> words);

}  // namespace rota::daemon
