#include "process/replace/replacer.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include "base/errno_error.h"
#include "base/guard.h"
#include "base/log.h"
#include "base/socket.h"
#include "process/replace/message.h"

namespace rota::process {

namespace asio = boost::asio;

namespace {

constexpr seconds farewell_limit{1};  // for a new process that gave up to end

std::string in_seconds(milliseconds limit) {
  const auto whole = std::chrono::duration_cast<seconds>(limit);
  return whole == limit ? std::to_string(whole.count()) + " s" : std::to_string(limit.count()) + " ms";
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return "the new process was ended by signal " + std::to_string(WTERMSIG(status));
  return "the new process ended with exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

// One new process, from its start until it is ready or gone.
class Replacer::Attempt : public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(asio::io_context& loop, const Part& part, const Limits& limits, Done done)
      : part_(part), limits_(limits), line_(loop), exit_(loop), timer_(loop), done_(std::move(done)) {}
  ~Attempt() { abandon(); }

  std::optional<Error> begin(Starter& starter);
  bool is_over() const { return stage_ == Stage::over; }
  void abandon();

 private:
  enum class Stage { running, failing, over };

  void say(const std::string& message);
  void write();
  void read();
  bool receive();
  void handle(const Message& message);
  void set_limit(milliseconds limit, const std::string& why);
  void give_up(std::string why);
  void watch_exit();
  void finish_ready();
  void finish_failed(int status);

  const Part& part_;
  const Limits& limits_;
  asio::local::stream_protocol::socket line_;
  asio::posix::stream_descriptor exit_;
  asio::steady_timer timer_;
  Done done_;
  Stage stage_ = Stage::running;
  pid_t process_ = 0;
  bool told_ = false;  // and so nothing here may change
  std::string why_;    // it failed; "" = as its exit code says
  bool is_line_closed_ = false;
  std::string arrived_;
  std::string unsent_;
  std::string sending_;
};

std::optional<Error> Replacer::Attempt::begin(Starter& starter) {
  const auto sockets = part_.sockets();
  if (!sockets) return sockets.error();
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return errno_error("cannot make a line to a new process");
  line_.assign(asio::local::stream_protocol(), ends[0]);
  const Socket theirs(ends[1]);
  const auto process = starter.start(theirs.get(), *sockets);
  if (!process) return process.error();
  process_ = *process;
  boost::system::error_code blind;
  exit_.assign(static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)), blind);
  if (blind) return Error{"cannot see how the new process ends: " + blind.message()};
  log_info("replace: process " + std::to_string(process_) + " started from " + starter.program().path);
  set_limit(limits_.hello, "said nothing");
  watch_exit();
  read();
  say(write_message("sockets", describe(*sockets)));
  return {};
}

void Replacer::Attempt::say(const std::string& message) {
  unsent_ += message;
  if (sending_.empty()) write();
}

void Replacer::Attempt::write() {
  sending_ = std::exchange(unsent_, {});
  if (sending_.empty()) return;
  asio::async_write(line_, asio::buffer(sending_),
                    [this, self = shared_from_this()](boost::system::error_code failed, std::size_t) {
                      sending_.clear();
                      if (!failed && stage_ != Stage::over) write();
                    });
}

void Replacer::Attempt::read() {
  line_.async_wait(asio::socket_base::wait_read,
                   [this, self = shared_from_this()](boost::system::error_code cancelled) {
                     if (cancelled || stage_ != Stage::running) return;
                     receive();
                     if (stage_ != Stage::running) return;
                     is_line_closed_ ? give_up("") : read();
                   });
}

// False when nothing was there.
bool Replacer::Attempt::receive() {
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

void Replacer::Attempt::handle(const Message& message) {
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

void Replacer::Attempt::set_limit(milliseconds limit, const std::string& why) {
  timer_.expires_after(limit);
  timer_.async_wait([this, self = shared_from_this(), limit, why](boost::system::error_code cancelled) {
    if (cancelled || stage_ == Stage::over) return;
    if (why_.empty()) why_ = "the new process " + why + " within " + in_seconds(limit);
    stage_ = Stage::failing;
    ::kill(process_, SIGKILL);
  });
}

// It may end by itself now, and tells by its exit code why.
void Replacer::Attempt::give_up(std::string why) {
  why_ = std::move(why);
  stage_ = Stage::failing;
  set_limit(farewell_limit, "did not end");
}

void Replacer::Attempt::watch_exit() {
  exit_.async_wait(asio::posix::stream_descriptor::wait_read,
                   [this, self = shared_from_this()](boost::system::error_code cancelled) {
                     if (cancelled || stage_ == Stage::over) return;
                     // What it said last may not have been read yet.
                     while (stage_ == Stage::running && receive()) {
                     }
                     if (stage_ == Stage::over) return;
                     int status = 0;
                     ::waitpid(process_, &status, 0);
                     finish_failed(status);
                   });
}

void Replacer::Attempt::finish_ready() {
  stage_ = Stage::over;
  timer_.cancel();
  exit_.close();
  part_.leave(process_);
  const std::string yours = write_message("yours");
  ::send(line_.native_handle(), yours.data(), yours.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  std::exchange(done_, nullptr)(process_);
}

void Replacer::Attempt::finish_failed(int status) {
  stage_ = Stage::over;
  timer_.cancel();
  if (why_.empty()) why_ = how_it_ended(status);
  log_error("replace failed: " + why_.substr(0, why_.find('\n')) + "; the old process goes on");
  if (told_) part_.go_on();
  std::exchange(done_, nullptr)(Error{why_});
}

// Without a word to anybody.
void Replacer::Attempt::abandon() {
  if (stage_ == Stage::over || process_ == 0) return;
  stage_ = Stage::over;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

Replacer::Replacer(asio::io_context& loop, Starter& starter, Part part, Limits limits)
    : loop_(loop), starter_(starter), part_(std::move(part)), limits_(limits) {}

Replacer::~Replacer() {
  if (attempt_) attempt_->abandon();
}

bool Replacer::is_under_way() const { return attempt_ && !attempt_->is_over(); }

void Replacer::start(const Done& done) {
  if (::getpid() == 1)
    return done(Error{"this process is the first of its container, which would end with it: restart that"});
  if (is_under_way()) return done(Error{"a replacement is already under way"});
  attempt_ = std::make_shared<Attempt>(loop_, part_, limits_, done);
  std::optional<Error> error;
  const auto failed = guarded("starting a new process", [&] { error = attempt_->begin(starter_); });
  if (failed) attempt_->abandon();
  if (failed || error) {
    attempt_.reset();
    done(failed ? *failed : *error);
  }
}

}  // namespace rota::process
