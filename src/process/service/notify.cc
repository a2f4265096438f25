#include "process/service/notify.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <system_error>

#include "base/log.h"
#include "process/service/number.h"

namespace rota::process {

namespace {

// The manager may be busy, but the control loop has other things to do.
constexpr timeval sending_limit{1, 0};

// A message is lines of NAME=value, so a value is one line.
std::string line_of(std::string_view name, std::string_view value) {
  std::string out = std::string(name) + "=" + std::string(value);
  std::ranges::replace(out, '\n', ' ');
  return out + "\n";
}

// As the manager's clock counts, to tell a reload from the one before it.
std::string monotonic_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::to_string(now.tv_sec * 1'000'000 + now.tv_nsec / 1000);
}

// 0, or what went wrong.
int send_to(const std::string& address, std::string_view message) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (address.size() >= sizeof to.sun_path) return ENAMETOOLONG;
  std::memcpy(to.sun_path, address.data(), address.size());
  if (address.front() == '@') to.sun_path[0] = '\0';  // an abstract name ends where its size says
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address.size());
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return errno;
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &sending_limit, sizeof sending_limit);
  const ssize_t sent = ::sendto(socket, message.data(), message.size(), MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr*>(&to), size);
  const int error = sent < 0 ? errno : 0;
  ::close(socket);
  return error;
}

const char* variable(const char* name) { return ::getenv(name); }  // NOLINT(concurrency-mt-unsafe)

// A whole positive number, or nothing.
std::optional<std::int64_t> number(std::string_view text) {
  const auto out = whole_number(text);
  return out && *out > 0 ? out : std::nullopt;
}

}  // namespace

void Notify::ready(std::string_view status) { send("READY=1\n" + line_of("STATUS", status)); }

void Notify::stopping() {
  send("STOPPING=1\n" + line_of("STATUS", "stopping"));
  is_over_ = true;
}

void Notify::main_process(pid_t other) {
  send(line_of("MAINPID", std::to_string(other)));
  is_over_ = true;
}

void Notify::alive() { send("WATCHDOG=1\n"); }

void Notify::reload_begins() {
  ++reloads_;
  send("RELOADING=1\n" + line_of("MONOTONIC_USEC", monotonic_microseconds()) +
       line_of("STATUS", "reloading"));
}

void Notify::reload_ends(std::string_view status) {
  if (--reloads_ == 0) ready(status);
}

void Notify::send(std::string message) {
  if (address_.empty() || is_over_) return;
  message.pop_back();
  const int error = send_to(address_, message);
  if (error != 0 && !complained_)
    log_warning("notify_failed", "cannot tell the service manager at " + address_ + ": " +
                                     std::generic_category().message(error));
  complained_ = error != 0;
}

std::string notify_socket() {
  const char* const found = variable("NOTIFY_SOCKET");
  return found != nullptr ? found : "";
}

std::optional<std::chrono::microseconds> watchdog_limit() {
  const char* const limit = variable("WATCHDOG_USEC");
  const char* const process = variable("WATCHDOG_PID");
  if (limit == nullptr || (process != nullptr && number(process) != ::getpid())) return {};
  const auto out = number(limit);
  return out ? std::optional(std::chrono::microseconds(*out)) : std::nullopt;
}

}  // namespace rota::process
