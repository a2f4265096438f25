#include "process/helper/helper.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <vector>

namespace rota::process {

namespace {

constexpr timeval starter_limit{10, 0};

Order order_of(Order::Kind kind) {
  Order out;
  out.kind = kind;
  return out;
}

std::string message_of(int error) { return std::generic_category().message(error); }

}  // namespace

Result<std::unique_ptr<Starter>> Starter::fork(Program program) {
  auto process = fork_starter(program);
  if (!process) return process.error();
  ::setsockopt(process->line.get(), SOL_SOCKET, SO_RCVTIMEO, &starter_limit, sizeof starter_limit);
  return std::unique_ptr<Starter>(new Starter(std::move(program), std::move(*process)));
}

Starter::~Starter() {
  ::kill(process_.process, SIGKILL);
  ::waitpid(process_.process, nullptr, 0);
}

Result<Report> Starter::say(const Order& order) {
  Report out;
  ssize_t size = 0;
  send_order(process_.line.get(), order);
  do size = ::recv(process_.line.get(), &out, sizeof out, 0);
  while (size < 0 && errno == EINTR);
  if (size != sizeof out) return Error{"the process that starts new ones has ended: restart instead"};
  return out;
}

Result<void> Starter::become(const Account& account) {
  const auto order = order_to_become(account);
  if (!order) return Error{"the name of user '" + account.name + "' is too long"};
  const auto report = say(*order);
  if (!report) return report.error();
  if (report->error != 0) return Error{"cannot become '" + account.name + "'"};
  return {};
}

Result<void> Starter::confine(bool with_filter) {
  Order order = order_of(Order::Kind::confine);
  order.is_filter = with_filter ? 1 : 0;
  const auto report = say(order);
  if (!report) return report.error();
  if (report->error != 0) return Error{"cannot filter system calls: " + message_of(report->error)};
  return {};
}

bool Starter::hand_over(int line, std::span<const NamedSocket> sockets) {
  std::vector<int> descriptors{line};
  std::vector<Handed> kinds{Handed::line};
  for (const NamedSocket& socket : sockets) {
    const auto kind = handed_kind(socket.kind);
    if (!kind) return false;
    descriptors.push_back(socket.descriptor);
    kinds.push_back(*kind);
  }
  for (std::size_t done = 0; done < kinds.size();) {
    Order order = order_of(Order::Kind::take);
    const std::size_t count = std::min(Order::most, kinds.size() - done);
    order.count = static_cast<std::uint8_t>(count);
    std::copy_n(kinds.data() + done, count, order.handed.begin());
    if (!send_order(process_.line.get(), order, std::span(descriptors).subspan(done, count))) return false;
    done += count;
  }
  return true;
}

Result<pid_t> Starter::start(int line, std::span<const NamedSocket> sockets) {
  if (!hand_over(line, sockets)) return Error{"cannot hand over the sockets: restart instead"};
  const auto report = say(order_of(Order::Kind::start));
  if (!report) return report.error();
  if (report->error == 0) return report->process;
  if (report->process > 0) ::waitpid(report->process, nullptr, 0);
  return Error{"cannot start " + program_.path + ": " + message_of(report->error)};
}

}  // namespace rota::process
