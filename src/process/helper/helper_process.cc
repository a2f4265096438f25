#include "process/helper/helper_process.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

#include "base/errno_error.h"
#include "process/helper/datagram.h"
#include "process/helper/server.h"

namespace rota::process {

namespace {

constexpr timeval answer_limit{10, 0};

}  // namespace

Result<std::unique_ptr<HelperProcess>> HelperProcess::fork(Program program) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return errno_error("cannot make a line to a process");
  Socket ours(ends[0]);
  const Socket theirs(ends[1]);
  const pid_t process = ::fork();
  if (process < 0) return errno_error("cannot fork");
  if (process == 0) serve_requests(program, theirs);
  ::setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &answer_limit, sizeof answer_limit);
  return std::unique_ptr<HelperProcess>(new HelperProcess(std::move(program), std::move(ours), process));
}

HelperProcess::~HelperProcess() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  reap();
}

// Its number may be that of another process from then on.
int HelperProcess::reap() {
  int status = 0;
  ::waitpid(std::exchange(process_, 0), &status, 0);
  return status;
}

// The error's number, 0 when there was none.
Result<int> HelperProcess::ask(Request::What what) const {
  const auto request = write_request({0, std::move(what)});
  if (request.empty()) return EINVAL;
  if (!send_datagram(line_.get(), request)) return errno_error("cannot speak to the helper process");
  const auto datagram = receive_datagram(line_.get());
  const auto answer = datagram ? read_answer(datagram->octets) : std::nullopt;
  if (!answer) return Error{"the helper process has ended"};
  return static_cast<int>(answer->error);
}

Result<void> HelperProcess::become(const Account& account) {
  const auto error = ask(Become{account});
  if (!error) return error.error();
  if (*error != 0)
    return Error{"cannot become '" + account.name + "': " + std::generic_category().message(*error)};
  return {};
}

Result<void> HelperProcess::confine(bool with_filter) {
  const auto error = ask(Confine{with_filter});
  if (!error) return error.error();
  if (*error != 0) return Error{"cannot filter system calls: " + std::generic_category().message(*error)};
  return {};
}

}  // namespace rota::process
