#include "process/replace/predecessor.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "base/errno_error.h"
#include "process/helper/program.h"

namespace rota::process {

namespace {

constexpr timeval predecessor_limit{10, 0};

std::optional<int> line_from_environment() {
  const char* const text = ::getenv(predecessor_variable.data());  // NOLINT(concurrency-mt-unsafe)
  if (text == nullptr) return {};
  const std::string_view number = text;
  int out = -1;
  std::from_chars(number.data(), number.data() + number.size(), out);
  ::unsetenv(predecessor_variable.data());  // NOLINT(concurrency-mt-unsafe): it is for no child of ours
  return out;
}

}  // namespace

Result<std::unique_ptr<Predecessor>> Predecessor::meet() {
  const auto line = line_from_environment();
  if (!line) return std::unique_ptr<Predecessor>();
  std::unique_ptr<Predecessor> out(new Predecessor(Socket(*line)));
  ::setsockopt(*line, SOL_SOCKET, SO_RCVTIMEO, &predecessor_limit, sizeof predecessor_limit);
  ::fcntl(*line, F_SETFD, FD_CLOEXEC);
  out->say("hello");
  const auto first = out->hear();
  if (!first) return first.error();
  if (first->word != "sockets") return Error{"no sockets were handed over"};
  auto sockets = Inherited::adopt(first->text, *line + 1);
  if (!sockets) return sockets.error();
  out->sockets_ = std::move(*sockets);
  return out;
}

Result<StateDirectory::Texts> Predecessor::learn() {
  say("loaded");
  StateDirectory::Texts out;
  while (true) {
    auto message = hear();
    if (!message) return message.error();
    if (message->word == "go") return out;
    out.insert_or_assign(std::move(message->word), std::move(message->text));
  }
}

void Predecessor::tell_failure(std::string_view why) { say("failed", why); }

void Predecessor::tell_ready(boost::asio::io_context& loop, std::function<void()> ours,
                             std::function<void()> gone) {
  ours_ = std::move(ours);
  gone_ = std::move(gone);
  say("ready");
  watched_.emplace(loop, boost::asio::local::stream_protocol(), line_.release());
  listen();
}

void Predecessor::listen() {
  watched_->async_wait(boost::asio::socket_base::wait_read, [this](boost::system::error_code cancelled) {
    if (cancelled) return;
    std::array<char, 512> piece{};
    const ssize_t size = ::recv(watched_->native_handle(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (size <= 0 && (size == 0 || errno != EAGAIN)) {
      watched_->close();
      return gone_();
    }
    if (size > 0) arrived_.append(piece.data(), static_cast<std::size_t>(size));
    const auto message = take_message(arrived_);
    if (message && *message && (*message)->word == "yours") ours_();
    listen();
  });
}

// One that has gone hears nothing; hear() tells.
void Predecessor::say(std::string_view word, std::string_view text) {
  const std::string message = write_message(word, text);
  [[maybe_unused]] const ssize_t sent = ::send(line_.get(), message.data(), message.size(), MSG_NOSIGNAL);
}

Result<Message> Predecessor::hear() {
  while (true) {
    auto message = take_message(arrived_);
    if (!message) return message.error();
    if (*message) return std::move(**message);
    std::array<char, 65536> piece{};
    const ssize_t size = ::recv(line_.get(), piece.data(), piece.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return errno_error("no word from the process to be replaced");
    if (size == 0) return Error{"the process to be replaced has ended"};
    arrived_.append(piece.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace rota::process
