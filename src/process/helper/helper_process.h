// The helper: a small process that starts programs for rotad, which is not allowed to
// (process/sandbox.h). Today there is one: this program once more. It was forked before there
// was anything to take over, ends with rotad, and assumes that the rotad on the other end of its
// line has been taken over by an attacker.
//
//   fork -> [become] -> confine -> (take* -> start)* -> the line closes, or no request: it ends
//
// - Path, arguments and environment of what it starts are those that it was forked with.
// - `become` is obeyed before `confine` only, while no query has been answered yet.
// - After `confine` it is not dumpable (no other process of its user can open its memory),
//   gets no new privileges, and runs behind a filter of its own (enter_helper_sandbox()).
// - Descriptors that are not what the request says end it.
//
// This is rotad's hold on it until its control loop runs; then Helper (helper.h) speaks to it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <utility>

#include "base/result.h"
#include "base/socket.h"
#include "process/helper/program.h"
#include "process/helper/request.h"

namespace rota::process {

class HelperProcess {
 public:
  // To be called before any thread, and while there is little in memory.
  static Result<std::unique_ptr<HelperProcess>> fork(Program program);
  ~HelperProcess();  // ends it, unless it was reaped
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;

  const Program& program() const { return program_; }
  int line() const { return line_.get(); }  // requests go here, answers come back
  pid_t process() const { return process_; }
  int reap();  // once it has ended: its status, as waitpid() has it

  // What it starts runs as that user from now on, and so does it. Before confine(). Waits.
  Result<void> become(const Account& account);

  // Once, before it starts anything: from now on it can only start the program. An error when it
  // cannot filter system calls; it works all the same. Waits.
  Result<void> confine(bool with_filter);

 private:
  HelperProcess(Program program, Socket line, pid_t process)
      : program_(std::move(program)), line_(std::move(line)), process_(process) {}

  Result<int> ask(Request::What what) const;

  const Program program_;
  const Socket line_;
  pid_t process_;
};

}  // namespace rota::process
