// What the service manager is told of this process: the protocol of sd_notify(3),
// one datagram a message to the socket that NOTIFY_SOCKET names. Where there is no
// such socket nothing is sent. Used on the control loop.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rota::process {

class Notify {
 public:
  // "/path", or "@name" for an abstract socket; "" when nobody listens.
  explicit Notify(std::string address) : address_(std::move(address)) {}

  void ready(std::string_view status);
  // After one of these nothing more is said: it is over, or another process goes on.
  void stopping();
  void main_process(pid_t other);
  void alive();  // to be said within watchdog_limit() each time

  // A reload is over when as many have ended as have begun.
  void reload_begins();
  void reload_ends(std::string_view status);

 private:
  void send(std::string message);

  std::string address_;
  bool is_over_ = false;
  int reloads_ = 0;
  bool complained_ = false;
};

// The environment's, "" when there is none.
std::string notify_socket();

// How long the manager waits for alive() until it ends this process; nothing when it
// does not, or when that was said to another process.
std::optional<std::chrono::microseconds> watchdog_limit();

}  // namespace rota::process
