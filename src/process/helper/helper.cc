#include "process/helper/helper.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <csignal>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "process/helper/datagram.h"
#include "process/texts.h"

namespace rota::process {

namespace asio = boost::asio;

namespace {

using Descriptor = asio::posix::stream_descriptor;

Error has_ended() { return {"the helper process has ended: restart rotad instead"}; }

}  // namespace

Helper::Helper(asio::io_context& loop, HelperProcess& process, milliseconds limit)
    : loop_(loop), process_(process), limit_(limit), line_(loop, process.line()), exit_(loop) {
  boost::system::error_code blind;  // then its end shows when something is asked of it
  exit_.assign(static_cast<int>(::syscall(SYS_pidfd_open, process.process(), 0)), blind);
  if (!blind) watch_exit();
}

Helper::~Helper() { line_.release(); }  // the process's own

void Helper::start(Socket line, const std::vector<NamedSocket>& sockets, Started started) {
  std::vector<Handed> kinds{Handed::line};
  for (const NamedSocket& socket : sockets)
    if (const auto kind = handed_as(socket.descriptor); kind && *kind != Handed::line) kinds.push_back(*kind);
  const bool is_known = kinds.size() == sockets.size() + 1;
  if (is_lost_ || !is_known)
    return asio::post(loop_, [started = std::move(started), is_known] {
      started(is_known ? has_ended() : Error{"cannot hand over a socket of an unknown kind"});
    });
  const std::uint32_t id = ++last_id_;
  const int descriptor = line.get();
  waiting_.emplace(id, Waiting{std::move(line), std::move(started), asio::steady_timer(loop_)});
  set_limit(id);
  send_sockets(id, descriptor, sockets, kinds);
  unsent_.push_back({id, write_request({id, Start{}}), {}});
  if (!is_reading_) read();
  if (!is_sending_) send();
}

void Helper::send_sockets(std::uint32_t id, int line, const std::vector<NamedSocket>& sockets,
                          const std::vector<Handed>& kinds) {
  std::vector<int> descriptors{line};
  for (const NamedSocket& socket : sockets) descriptors.push_back(socket.descriptor);
  for (std::size_t done = 0; done < kinds.size(); done += most_descriptors) {
    const std::size_t end = std::min(done + most_descriptors, kinds.size());
    unsent_.push_back({id,
                       write_request({id, Take{{kinds.begin() + static_cast<std::ptrdiff_t>(done),
                                                kinds.begin() + static_cast<std::ptrdiff_t>(end)}}}),
                       {descriptors.begin() + static_cast<std::ptrdiff_t>(done),
                        descriptors.begin() + static_cast<std::ptrdiff_t>(end)}});
  }
}

void Helper::send() {
  is_sending_ = false;
  while (!unsent_.empty()) {
    const Unsent& next = unsent_.front();
    if (!send_datagram(line_.native_handle(), next.octets, next.descriptors)) return send_later(errno);
    unsent_.pop_front();
  }
}

void Helper::send_later(int error) {
  // It has ended, or is about to: all who wait are told once that is seen.
  if (error == EPIPE || error == ECONNRESET) return unsent_.clear();
  is_sending_ = true;
  if (error == EAGAIN)
    return line_.async_wait(Descriptor::wait_write, [this](boost::system::error_code cancelled) {
      if (!cancelled) send();
    });
  asio::post(loop_, [this, id = unsent_.front().id, error] {
    finish(id, Error{"cannot hand over the sockets: " + std::generic_category().message(error)});
    send();
  });
}

void Helper::read() {
  is_reading_ = true;
  line_.async_wait(Descriptor::wait_read, [this](boost::system::error_code cancelled) {
    if (cancelled) return;
    is_reading_ = false;
    if (receive()) return read();
    if (!exit_.is_open()) lost("the helper process has ended");
  });
}

// False when no more is to come.
bool Helper::receive() {
  while (true) {
    std::array<std::uint8_t, 64> piece{};
    const ssize_t size = ::recv(line_.native_handle(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    if (size <= 0) return false;
    if (const auto answer = read_answer(Bytes(piece).first(static_cast<std::size_t>(size)))) handle(*answer);
  }
}

void Helper::handle(const Answer& answer) {
  const auto process = static_cast<pid_t>(answer.process);
  const auto error = static_cast<int>(answer.error);
  if (answer.kind == Answer::Kind::started)
    return waiting_.contains(answer.id) ? finish(answer.id, process) : end_unwanted(process);
  if (process != 0) ::waitpid(process, nullptr, 0);  // it has ended
  finish(answer.id, Error{"cannot start " + program().path + ": " + std::generic_category().message(error)});
}

void Helper::set_limit(std::uint32_t id) {
  auto& timer = waiting_.at(id).timer;
  timer.expires_after(limit_);
  timer.async_wait([this, id](boost::system::error_code cancelled) {
    if (!cancelled) finish(id, Error{"the helper process did not answer within " + in_seconds(limit_)});
  });
}

void Helper::finish(std::uint32_t id, const Result<pid_t>& started) {
  auto request = waiting_.extract(id);
  if (request.empty()) return;
  std::erase_if(unsent_, [id](const Unsent& one) { return one.id == id; });
  const Started tell = std::move(request.mapped().started);
  request = {};  // the line to the new process is its own now
  tell(started);
}

// Started too late for who asked. It is a child of this process all the same.
void Helper::end_unwanted(pid_t process) {
  ::kill(process, SIGKILL);
  auto exit = std::make_shared<Descriptor>(loop_, static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  exit->async_wait(Descriptor::wait_read,
                   [exit, process](boost::system::error_code) { ::waitpid(process, nullptr, WNOHANG); });
}

void Helper::watch_exit() {
  exit_.async_wait(Descriptor::wait_read, [this](boost::system::error_code cancelled) {
    if (cancelled) return;
    exit_.close();
    receive();  // what it answered last
    lost(how_it_ended("the helper process", process_.reap()));
  });
}

void Helper::lost(const std::string& how) {
  if (std::exchange(is_lost_, true)) return;
  log_warning("helper_lost", how + ": rotactl replace fails until rotad is restarted");
  while (!waiting_.empty()) finish(waiting_.begin()->first, has_ended());
}

}  // namespace rota::process
