#include "process/replace/replacement.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>

#include "base/errno_error.h"
#include "base/guard.h"
#include "base/log.h"
#include "base/socket.h"
#include "process/texts.h"

namespace rota::process {

namespace asio = boost::asio;

namespace {

constexpr seconds farewell_limit{1};  // for a new process that gave up to end

}  // namespace

std::optional<Error> Replacement::begin(Helper& helper) {
  const auto sockets = part_.sockets();
  if (!sockets) return sockets.error();
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return errno_error("cannot make a line to a new process");
  line_.assign(asio::local::stream_protocol(), ends[0]);
  helper.start(Socket(ends[1]), *sockets,
               [self = shared_from_this(), told = describe(*sockets)](const Result<pid_t>& process) {
                 self->started(process, told);
               });
  return {};
}

void Replacement::started(const Result<pid_t>& process, const std::string& sockets) {
  if (process) process_ = *process;
  if (is_over()) return end_process();
  std::optional<Error> error;
  const auto failed = guarded("starting a new process", [&] { error = meet(process, sockets); });
  if (!failed && !error) return;
  end_process();
  finish_failed((failed ? failed : error)->text);
}

std::optional<Error> Replacement::meet(const Result<pid_t>& process, const std::string& sockets) {
  if (!process) return process.error();
  boost::system::error_code blind;
  exit_.assign(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)), blind);
  if (blind) return Error{"cannot see how the new process ends: " + blind.message()};
  log_info("replace_started", "replace: process " + std::to_string(process_) + " started");
  set_limit(limits_.hello, "said nothing");
  watch_exit();
  read();
  say(write_message("sockets", sockets));
  return {};
}

void Replacement::end_process() const {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

void Replacement::say(const std::string& message) {
  unsent_ += message;
  if (sending_.empty()) write();
}

void Replacement::write() {
  sending_ = std::exchange(unsent_, {});
  if (sending_.empty()) return;
  asio::async_write(line_, asio::buffer(sending_),
                    [this, self = shared_from_this()](boost::system::error_code failed, std::size_t) {
                      sending_.clear();
                      if (!failed && stage_ != Stage::over) write();
                    });
}

void Replacement::read() {
  line_.async_wait(asio::socket_base::wait_read,
                   [this, self = shared_from_this()](boost::system::error_code cancelled) {
                     if (cancelled || stage_ != Stage::running) return;
                     receive();
                     if (stage_ != Stage::running) return;
                     is_line_closed_ ? give_up("") : read();
                   });
}

// False when nothing was there.
bool Replacement::receive() {
  std::array<char, 4096> piece{};
  const ssize_t size = ::recv(line_.native_handle(), piece.data(), piece.size(), MSG_DONTWAIT);
  is_line_closed_ = size == 0 || (size < 0 && errno != EAGAIN);
  if (size <= 0) return false;
  arrived_.append(piece.data(), static_cast<std::size_t>(size));
  while (stage_ == Stage::running) {
    const auto message = take_message(arrived_);
    if (!message) give_up(message.error().text);
    if (!message || !*message) break;
    handle(**message);
  }
  return true;
}

void Replacement::handle(const Message& message) {
  if (message.word == "hello") {
    set_limit(limits_.ready, "was not ready");
  } else if (message.word == "loaded") {
    told_ = true;
    for (const auto& [name, text] : part_.tell()) say(write_message(name, text));
    say(write_message("go"));
  } else if (message.word == "ready") {
    finish_ready();
  } else if (message.word == "failed") {
    give_up(message.text);
  }
}

void Replacement::set_limit(milliseconds limit, const std::string& why) {
  timer_.expires_after(limit);
  timer_.async_wait([this, self = shared_from_this(), limit, why](boost::system::error_code cancelled) {
    if (cancelled || stage_ == Stage::over) return;
    if (why_.empty()) why_ = "the new process " + why + " within " + in_seconds(limit);
    stage_ = Stage::failing;
    ::kill(process_, SIGKILL);
  });
}

// It may end by itself now, and tells by its exit code why.
void Replacement::give_up(std::string why) {
  why_ = std::move(why);
  stage_ = Stage::failing;
  set_limit(farewell_limit, "did not end");
}

void Replacement::watch_exit() {
  exit_.async_wait(asio::posix::stream_descriptor::wait_read,
                   [this, self = shared_from_this()](boost::system::error_code cancelled) {
                     if (cancelled || stage_ == Stage::over) return;
                     // What it said last may not have been read yet.
                     while (stage_ == Stage::running && receive()) {
                     }
                     if (stage_ == Stage::over) return;
                     int status = 0;
                     ::waitpid(process_, &status, 0);
                     finish_failed(why_.empty() ? how_it_ended("the new process", status) : why_);
                   });
}

void Replacement::finish_ready() {
  stage_ = Stage::over;
  timer_.cancel();
  exit_.close();
  part_.leave(process_);
  const std::string yours = write_message("yours");
  ::send(line_.native_handle(), yours.data(), yours.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  std::exchange(done_, nullptr)(process_);
}

void Replacement::finish_failed(const std::string& why) {
  stage_ = Stage::over;
  timer_.cancel();
  const std::string reason = why.substr(0, why.find('\n'));
  log_error("replace_failed", "replace failed: " + reason + "; the old process keeps serving",
            {{"reason", reason}});
  if (told_) part_.go_on();
  std::exchange(done_, nullptr)(Error{why});
}

// Without a word to anybody.
void Replacement::abandon() {
  if (std::exchange(stage_, Stage::over) != Stage::over) end_process();
}

}  // namespace rota::process
