// The helper's own side: what it does with the requests that come over its line.
#pragma once

#include "base/socket.h"
#include "process/helper/program.h"

namespace rota::process {

// Lives as the helper, in a process that was forked for it, until the line closes.
[[noreturn]] void serve_requests(const Program& program, const Socket& line);

}  // namespace rota::process
