#include "process/helper/server.h"

#include <fcntl.h>
#include <poll.h>
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
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "process/helper/datagram.h"
#include "process/helper/request.h"
#include "process/sandbox.h"

namespace rota::process {

namespace {

using Descriptors = std::vector<Socket>;

// A child of the server, which watches it and is its predecessor: not one of this process.
pid_t fork_for_the_server() {
  return static_cast<pid_t>(::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
}

// So that the server, whose child it is, need not wait when it asks how it ended.
void wait_for_the_end_of(pid_t process) {
  const Socket exit(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  pollfd watched{exit.get(), POLLIN, 0};
  while (exit.get() >= 0 && ::poll(&watched, 1, -1) < 0 && errno == EINTR) {
  }
}

class Server {
 public:
  Server(const Program& program, int line)
      : program_(program),
        environment_(
            environment_with(std::string(predecessor_variable) + "=" + std::to_string(first_descriptor))),
        line_(line) {}

  [[noreturn]] void run();

 private:
  // False: this is no request at this time.
  bool obey(const Request& request, Descriptors descriptors);
  bool obey(const Become& become, Descriptors& descriptors);
  bool obey(const Confine& confine, Descriptors& descriptors);
  bool obey(const Take& take, Descriptors& descriptors);
  bool obey(const Start& start, Descriptors& descriptors);
  bool start(const Descriptors& taken);
  bool answer(Answer::Kind kind, pid_t process, int error) const;
  bool answer_done_or(int error) const;

  const Program program_;
  const std::vector<std::string> environment_;
  const int line_;
  bool is_confined_ = false;
  std::uint32_t id_ = 0;  // of the request at hand
  std::uint32_t taken_for_ = 0;
  std::vector<Handed> kinds_;
  Descriptors taken_;
};

void Server::run() {
  while (auto datagram = receive_datagram(line_)) {
    const auto request = read_request(datagram->octets);
    if (!request || !obey(*request, std::move(datagram->descriptors))) break;
  }
  ::_exit(0);
}

bool Server::answer(Answer::Kind kind, pid_t process, int error) const {
  return send_datagram(line_, write_answer({id_, kind, static_cast<std::uint32_t>(process),
                                            static_cast<std::uint32_t>(error)}));
}

bool Server::answer_done_or(int error) const {
  return answer(error == 0 ? Answer::Kind::done : Answer::Kind::failed, 0, error);
}

bool Server::obey(const Request& request, Descriptors descriptors) {
  const bool is_to_prepare =
      std::holds_alternative<Become>(request.what) || std::holds_alternative<Confine>(request.what);
  if (is_to_prepare == is_confined_) return false;
  id_ = request.id;
  return std::visit([&](const auto& what) { return obey(what, descriptors); }, request.what);
}

bool Server::obey(const Become& become, Descriptors& descriptors) {
  if (!descriptors.empty()) return false;
  return answer_done_or(drop_privileges(become.account) ? 0 : EPERM);
}

// Both calls come after Become, since changing the user would undo the first.
bool Server::obey(const Confine& confine, Descriptors& descriptors) {
  if (!descriptors.empty()) return false;
  is_confined_ = true;
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return false;
  return answer_done_or(confine.with_filter ? enter_helper_sandbox() : 0);
}

// Those of a request that did not get as far as its Start are closed.
bool Server::obey(const Take& take, Descriptors& descriptors) {
  if (descriptors.size() != take.kinds.size()) return false;
  for (std::size_t i = 0; i < descriptors.size(); ++i)
    if (handed_as(descriptors[i].get()) != take.kinds[i]) return false;
  if (std::exchange(taken_for_, id_) != id_) {
    kinds_.clear();
    taken_.clear();
  }
  std::ranges::copy(take.kinds, std::back_inserter(kinds_));
  std::ranges::move(descriptors, std::back_inserter(taken_));
  return true;
}

bool Server::obey(const Start&, Descriptors& descriptors) {
  const auto kinds = std::exchange(kinds_, {});
  const auto taken = std::exchange(taken_, {});
  const bool has_one_line =
      !kinds.empty() && kinds[0] == Handed::line && std::ranges::count(kinds, Handed::line) == 1;
  return descriptors.empty() && has_one_line && id_ == taken_for_ && start(taken);
}

// The new process tells why it could not become the program; becoming it closes the pipe.
bool Server::start(const Descriptors& taken) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return answer_done_or(errno);
  const Socket reading(pipe[0]);
  Socket writing(pipe[1]);
  std::vector<int> descriptors;
  descriptors.reserve(taken.size());
  for (const Socket& socket : taken) descriptors.push_back(socket.get());
  const pid_t process = fork_for_the_server();
  if (process < 0) return answer_done_or(errno);
  if (process == 0) {
    // An ignored signal stays ignored in the program: those of rotad, and of whoever started rotad.
    for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_DFL);
    // Above what is going to be filled with the descriptors.
    const int line =
        ::fcntl(writing.get(), F_DUPFD_CLOEXEC, first_descriptor + static_cast<int>(taken.size()));
    const int error = become_program(program_, environment_, descriptors);
    [[maybe_unused]] const ssize_t told = ::write(line, &error, sizeof error);
    ::_exit(127);
  }
  writing = Socket(-1);
  int error = 0;
  if (::read(reading.get(), &error, sizeof error) != sizeof error)
    return answer(Answer::Kind::started, process, 0);
  wait_for_the_end_of(process);
  return answer(Answer::Kind::failed, process, error);
}

}  // namespace

// It keeps the line as its one descriptor, besides stdin and the like. Who sends SIGHUP to
// all processes of that name means the server.
void serve_requests(const Program& program, const Socket& line) {
  ::dup2(line.get(), first_descriptor);
  ::close_range(first_descriptor + 1, ~0U, 0);
  ::prctl(PR_SET_NAME, "rotad-helper", 0, 0, 0);
  std::signal(SIGHUP, SIG_IGN);
  raise_descriptor_limit();
  Server(program, first_descriptor).run();
}

}  // namespace rota::process
