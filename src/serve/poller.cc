#include "serve/poller.h"

#include <sys/eventfd.h>

#include <cerrno>
#include <system_error>

namespace rota::serve {

Result<Poller> Poller::make() {
  Poller out(Socket(::epoll_create1(EPOLL_CLOEXEC)), Socket(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)));
  if (out.epoll_.get() >= 0 && out.bell_.get() >= 0 &&
      out.add(out.bell_.get(), EPOLLIN | EPOLLONESHOT, bell_tag))
    return out;
  return Error{"cannot wait for connections: " + std::generic_category().message(errno)};
}

bool Poller::add(int socket, std::uint32_t events, std::uint64_t tag) {
  epoll_event event{.events = events, .data = {.u64 = tag}};
  return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, socket, &event) == 0;
}

void Poller::change(int socket, std::uint32_t events, std::uint64_t tag) {
  epoll_event event{.events = events, .data = {.u64 = tag}};
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, socket, &event);
}

std::span<const epoll_event> Poller::wait(milliseconds most) {
  const int count = ::epoll_wait(epoll_.get(), ready_.data(), static_cast<int>(ready_.size()),
                                 static_cast<int>(most.count()));
  return std::span(ready_).first(count > 0 ? static_cast<std::size_t>(count) : 0);
}

void Poller::ring() noexcept { ::eventfd_write(bell_.get(), 1); }

}  // namespace rota::serve
