#include "process/helper/helper_process.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "base/errno_error.h"
#include "process/privileges.h"
#include "process/helper/request.h"
#include "process/replace/predecessor.h"
#include "process/sandbox.h"

namespace rota::process {

namespace {

// A child of the server, which watches it and is its predecessor: not one of this process.
pid_t fork_for_the_server() {
  return static_cast<pid_t>(::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
}

class Process {
 public:
  Process(const Program& program, int line)
      : program_(program),
        environment_(
            environment_with(std::string(predecessor_variable) + "=" + std::to_string(first_descriptor))),
        line_(line) {}

  [[noreturn]] void run();

 private:
  std::optional<Report> obey(Received received);
  std::optional<Report> confine(bool with_filter);
  std::optional<Report> start();
  Report begin(const std::vector<Socket>& taken) const;

  const Program program_;
  const std::vector<std::string> environment_;
  const int line_;
  bool is_confined_ = false;
  std::vector<Handed> kinds_;
  std::vector<Socket> taken_;
};

void Process::run() {
  while (auto received = receive_order(line_)) {
    const bool is_answered = received->order.kind != Order::Kind::take;
    const auto report = obey(std::move(*received));
    if (!report) break;  // no order at this time
    if (is_answered && ::send(line_, &*report, sizeof *report, MSG_NOSIGNAL) != sizeof *report) break;
  }
  ::_exit(0);
}

std::optional<Report> Process::obey(Received received) {
  const Order& order = received.order;
  if ((order.kind <= Order::Kind::confine) == is_confined_) return {};
  switch (order.kind) {
    case Order::Kind::become: {
      const auto became = drop_privileges({order.name.data(), order.user, order.group});
      return Report{0, became ? 0 : EPERM};
    }
    case Order::Kind::confine: return confine(order.is_filter != 0);
    case Order::Kind::take:
      std::copy_n(order.handed.begin(), order.count, std::back_inserter(kinds_));
      std::ranges::move(received.descriptors, std::back_inserter(taken_));
      return Report{};
    case Order::Kind::start: return start();
  }
  return {};
}

// Both calls come after become(), since changing the user would undo the first.
std::optional<Report> Process::confine(bool with_filter) {
  is_confined_ = true;
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {};
  return Report{0, with_filter ? enter_starter_sandbox() : 0};
}

std::optional<Report> Process::start() {
  const auto kinds = std::exchange(kinds_, {});
  const auto taken = std::exchange(taken_, {});
  const bool has_one_line =
      !kinds.empty() && kinds[0] == Handed::line && std::ranges::count(kinds, Handed::line) == 1;
  if (!has_one_line) return {};
  return begin(taken);
}

// The new process tells why it could not become the program; becoming it closes the pipe.
Report Process::begin(const std::vector<Socket>& taken) const {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {0, errno};
  const Socket reading(pipe[0]);
  Socket writing(pipe[1]);
  std::vector<int> descriptors;
  descriptors.reserve(taken.size());
  for (const Socket& socket : taken) descriptors.push_back(socket.get());
  Report out;
  out.process = fork_for_the_server();
  if (out.process < 0) return {0, errno};
  if (out.process == 0) {
    std::signal(SIGHUP, SIG_DFL);
    // Above what is going to be filled with the descriptors.
    const int line =
        ::fcntl(writing.get(), F_DUPFD_CLOEXEC, first_descriptor + static_cast<int>(taken.size()));
    const int error = become_program(program_, environment_, descriptors);
    [[maybe_unused]] const ssize_t told = ::write(line, &error, sizeof error);
    ::_exit(127);
  }
  writing = Socket(-1);
  if (::read(reading.get(), &out.error, sizeof out.error) != sizeof out.error) out.error = 0;
  return out;
}

// It keeps the line as its one descriptor, besides stdin and the like. Who sends SIGHUP to
// all processes of that name means the server.
[[noreturn]] void live(const Program& program, int line) {
  ::dup2(line, first_descriptor);
  ::close_range(first_descriptor + 1, ~0U, 0);
  ::prctl(PR_SET_NAME, "rotad-starter", 0, 0, 0);
  std::signal(SIGHUP, SIG_IGN);
  raise_descriptor_limit();
  Process(program, first_descriptor).run();
}

}  // namespace

Result<StarterProcess> fork_starter(const Program& program) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return errno_error("cannot make a line to a process");
  Socket ours(ends[0]);
  const Socket theirs(ends[1]);
  const pid_t process = ::fork();
  if (process < 0) return errno_error("cannot fork");
  if (process == 0) live(program, theirs.get());
  return StarterProcess{std::move(ours), process};
}

}  // namespace rota::process
