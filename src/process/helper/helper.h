// rotad's side of the small process that starts this program once more
// (starter_process.h). It is there because the server itself is not allowed to start
// anything (process/sandbox.h): it was forked before, can start nothing else, and ends with
// the server.
#pragma once

#include <sys/types.h>

#include <memory>
#include <span>
#include <utility>

#include "base/inherited.h"
#include "base/result.h"
#include "process/privileges.h"
#include "process/helper/request.h"
#include "process/helper/program.h"
#include "process/helper/helper_process.h"

namespace rota::process {

class Starter {
 public:
  // Forks. To be called before any thread, and while there is little in memory.
  static Result<std::unique_ptr<Starter>> fork(Program program);
  ~Starter();  // ends it
  Starter(const Starter&) = delete;
  Starter& operator=(const Starter&) = delete;

  const Program& program() const { return program_; }

  // What it starts runs as that user from now on, and so does it. Before confine().
  Result<void> become(const Account& account);

  // Once, before start(): from now on it can only start the program. An error when it cannot
  // filter system calls; it works all the same.
  Result<void> confine(bool with_filter);

  // Starts the program with this line to it and these sockets, as descriptors from
  // `first_descriptor` on. The new process is a child of this one, as if this one had
  // started it.
  Result<pid_t> start(int line, std::span<const NamedSocket> sockets);

 private:
  Starter(Program program, StarterProcess process)
      : program_(std::move(program)), process_(std::move(process)) {}

  Result<Report> say(const Order& order);
  bool hand_over(int line, std::span<const NamedSocket> sockets);

  const Program program_;
  const StarterProcess process_;
};

}  // namespace rota::process
