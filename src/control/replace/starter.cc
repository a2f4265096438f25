#include "control/replace/starter.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

namespace rota::control::replace {

namespace {

constexpr timeval patience{10, 0};
constexpr std::size_t most_at_once = 200;  // descriptors; the kernel takes 253

// What the two say to each other, a datagram each. Both are of one program.
struct Order {
  enum class Kind : std::uint8_t { take, become, start } kind{};
  uid_t user = 0;
  gid_t group = 0;
  std::array<char, 256> text{};  // the user's name, or the variable
};
struct Report {
  pid_t process = 0;
  int error = 0;
};

// The descriptors that go along.
class Luggage {
 public:
  explicit Luggage(msghdr& message) {
    message.msg_control = room_.data();
    message.msg_controllen = room_.size();
  }
  void pack(msghdr& message, std::span<const int> descriptors) {
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* const head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(head), descriptors.data(), descriptors.size_bytes());
  }
  static void unpack(msghdr& message, std::vector<Socket>& out) {
    const cmsghdr* const head = CMSG_FIRSTHDR(&message);
    if (head == nullptr || head->cmsg_type != SCM_RIGHTS) return;
    std::array<int, most_at_once> found{};
    const std::size_t size = std::min(head->cmsg_len - CMSG_LEN(0), sizeof found);
    std::memcpy(found.data(), CMSG_DATA(head), size);
    for (std::size_t i = 0; i < size / sizeof(int); ++i) out.emplace_back(found.at(i));
  }

 private:
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_at_once * sizeof(int))> room_{};
};

bool send(int line, Order order, std::span<const int> descriptors = {}) {
  iovec piece{&order, sizeof order};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  Luggage luggage(message);
  if (descriptors.empty())
    message.msg_controllen = 0;
  else
    luggage.pack(message, descriptors);
  return ::sendmsg(line, &message, MSG_NOSIGNAL) == sizeof order;
}

// False when there will be no more.
bool receive(int line, Order& order, std::vector<Socket>& taken) {
  iovec piece{&order, sizeof order};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  const Luggage luggage(message);
  ssize_t size = 0;
  do size = ::recvmsg(line, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && errno == EINTR);
  if (size != sizeof order) return false;
  Luggage::unpack(message, taken);
  return true;
}

// A child of the server, which watches it and is its predecessor: not one of this process.
pid_t fork_for_the_server() {
  return static_cast<pid_t>(::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
}

// The new process tells why it could not become the program; becoming it closes the pipe.
Report begin(const Program& program, const std::vector<Socket>& taken, const std::string& variable) {
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
    const int error = become_program(program, descriptors, variable);
    [[maybe_unused]] const ssize_t told = ::write(line, &error, sizeof error);
    ::_exit(127);
  }
  writing = Socket(-1);
  if (::read(reading.get(), &out.error, sizeof out.error) != sizeof out.error) out.error = 0;
  return out;
}

Report obey(const Program& program, const Order& order, std::vector<Socket>& taken) {
  const std::string text(order.text.data());
  if (order.kind == Order::Kind::become) {
    const auto became = drop_privileges({text, order.user, order.group}, "");
    return {0, became ? 0 : EPERM};
  }
  const std::vector<Socket> all = std::exchange(taken, {});
  return begin(program, all, text);
}

// The life of the small process: it has the line as its one descriptor, besides stdin
// and the like. Who says SIGHUP to all processes of that name means the server.
[[noreturn]] void serve(const Program& program, int line) {
  ::dup2(line, first_descriptor);
  ::close_range(first_descriptor + 1, ~0U, 0);
  ::prctl(PR_SET_NAME, "rotad-starter", 0, 0, 0);
  std::signal(SIGHUP, SIG_IGN);
  raise_descriptor_limit();
  std::vector<Socket> taken;
  Order order;
  while (receive(first_descriptor, order, taken)) {
    if (order.kind == Order::Kind::take) continue;
    const Report report = obey(program, order, taken);
    if (::send(first_descriptor, &report, sizeof report, MSG_NOSIGNAL) != sizeof report) break;
  }
  ::_exit(0);
}

Order make_order(Order::Kind kind, const std::string& text) {
  Order out;
  out.kind = kind;
  text.copy(out.text.data(), out.text.size() - 1);
  return out;
}

Result<Report> hear(int line) {
  Report out;
  ssize_t size = 0;
  do size = ::recv(line, &out, sizeof out, 0);
  while (size < 0 && errno == EINTR);
  if (size != sizeof out) return Error{"the process that starts new ones has ended: restart instead"};
  return out;
}

}  // namespace

Result<std::unique_ptr<Starter>> Starter::fork(Program program) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return Error{"cannot make a line to a process: " + std::generic_category().message(errno)};
  Socket ours(ends[0]);
  const Socket theirs(ends[1]);
  const pid_t process = ::fork();
  if (process < 0) return Error{"cannot fork: " + std::generic_category().message(errno)};
  if (process == 0) serve(program, theirs.get());
  ::setsockopt(ours.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return std::unique_ptr<Starter>(new Starter(std::move(program), std::move(ours), process));
}

Starter::~Starter() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

Result<void> Starter::become(const Account& account) {
  Order said = make_order(Order::Kind::become, account.name);
  said.user = account.user;
  said.group = account.group;
  send(line_.get(), said);
  const auto report = hear(line_.get());
  if (!report) return report.error();
  if (report->error != 0) return Error{"cannot become '" + account.name + "'"};
  return {};
}

Result<pid_t> Starter::start(std::span<const int> descriptors, const std::string& variable) {
  for (; !descriptors.empty(); descriptors = descriptors.subspan(std::min(most_at_once, descriptors.size())))
    send(line_.get(), make_order(Order::Kind::take, ""),
         descriptors.first(std::min(most_at_once, descriptors.size())));
  send(line_.get(), make_order(Order::Kind::start, variable));
  const auto report = hear(line_.get());
  if (!report) return report.error();
  if (report->error == 0) return report->process;
  if (report->process > 0) ::waitpid(report->process, nullptr, 0);
  return Error{"cannot start " + program_.path + ": " + std::generic_category().message(report->error)};
}

}  // namespace rota::control::replace
