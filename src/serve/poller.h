// Which sockets of a thread are ready: epoll, level-triggered, so that whoever is
// not done with a socket is simply told again, after everyone else's turn. With a
// bell that any thread may ring.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <span>

#include "base/clock.h"
#include "base/result.h"
#include "serve/socket.h"

namespace rota::serve {

class Poller {
 public:
  static constexpr std::uint64_t bell_tag = ~std::uint64_t{0};

  static Result<Poller> make();

  // Events are of EPOLLIN and EPOLLOUT; errors are told whatever was asked for.
  // False when the system has no room for it. A socket that is closed is gone from here.
  bool add(int socket, std::uint32_t events, std::uint64_t tag);
  void change(int socket, std::uint32_t events, std::uint64_t tag);

  // What is ready, in turn; `data.u64` is the tag. Nothing when the time is over.
  std::span<const epoll_event> wait(milliseconds most);

  void ring() noexcept;  // any thread; it is heard once

 private:
  Poller(Socket epoll, Socket bell) : epoll_(std::move(epoll)), bell_(std::move(bell)) {}

  Socket epoll_;
  Socket bell_;
  std::array<epoll_event, 64> ready_;
};

}  // namespace rota::serve
