// How an end of a process and a time limit are told.
#pragma once

#include <sys/wait.h>

#include <string>

#include "base/clock.h"

namespace rota::process {

// "the new process ended with exit code 3", of a status of waitpid().
inline std::string how_it_ended(const std::string& who, int status) {
  if (WIFSIGNALED(status)) return who + " was ended by signal " + std::to_string(WTERMSIG(status));
  return who + " ended with exit code " + std::to_string(WEXITSTATUS(status));
}

inline std::string in_seconds(milliseconds limit) {
  const auto whole = std::chrono::duration_cast<seconds>(limit);
  return whole == limit ? std::to_string(whole.count()) + " s" : std::to_string(limit.count()) + " ms";
}

}  // namespace rota::process
