// The small process that starts this program once more. It does one thing, and assumes that
// the rotad on the other end of its line may have been taken over by an attacker.
//
//   fork -> [become] -> confine -> (take* -> start)* -> the line closes, or a bad order: it ends
//
// - Path, arguments and environment of what it starts are those that it was forked with.
// - `become` is obeyed before `confine` only, while no query has been answered yet.
// - After `confine` it is not dumpable (no other process of its user can open its memory),
//   gets no new privileges, and runs behind a filter of its own (enter_starter_sandbox()).
// - Descriptors that are not what the order says end it.
#pragma once

#include <sys/types.h>

#include "base/result.h"
#include "base/socket.h"
#include "process/helper/program.h"

namespace rota::process {

struct StarterProcess {
  Socket line;  // orders go here (order.h), reports come back
  pid_t process = 0;
};

// To be called before any thread, and while there is little in memory.
Result<StarterProcess> fork_starter(const Program& program);

}  // namespace rota::process
