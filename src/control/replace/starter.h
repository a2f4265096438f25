// A small process that starts this program once more when it is told to. It is there
// because the server itself is not allowed to start anything (control/sandbox.h): it was
// forked before, can start nothing else, and ends with the server.
#pragma once

#include <sys/types.h>

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "base/result.h"
#include "base/socket.h"
#include "control/privileges.h"
#include "control/replace/program.h"

namespace rota::control::replace {

class Starter {
 public:
  // Forks. To be called before any thread, and while there is little in memory.
  static Result<std::unique_ptr<Starter>> fork(Program program);
  ~Starter();  // ends it
  Starter(const Starter&) = delete;
  Starter& operator=(const Starter&) = delete;

  const Program& program() const { return program_; }

  // What it starts runs as that user from now on, and so does it.
  Result<void> become(const Account& account);

  // Starts the program with these descriptors and this variable, see become_program(). The
  // new process is a child of this one, as if this one had started it.
  Result<pid_t> start(std::span<const int> descriptors, const std::string& variable);

 private:
  Starter(Program program, Socket line, pid_t process)
      : program_(std::move(program)), line_(std::move(line)), process_(process) {}

  const Program program_;
  const Socket line_;
  const pid_t process_;
};

}  // namespace rota::control::replace
