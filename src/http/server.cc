#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/guard.h"

namespace rota::http {

namespace {

constexpr milliseconds sweep_interval{100};
constexpr rlim_t most_sessions = 256;  // a listening socket

// Most of the descriptors that the process may have are for queries and probes.
std::size_t sessions_a_sockets() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return most_sessions;
  return std::clamp<rlim_t>(limit.rlim_cur / 8, 4, most_sessions);
}

}  // namespace

void Server::start(std::vector<process::ListeningSocket> sockets, Application application) {
  application_ = std::move(application);
  for (process::ListeningSocket& socket : sockets) {
    sockets_.push_back(socket.named());
    acceptors_.emplace_back(loop_, std::move(socket), application_, sessions_a_sockets());
  }
  for (Acceptor& acceptor : acceptors_) acceptor.open();
  sweep();
  thread_ = std::thread([this] { run_guarded("a task of the API", loop_, [this] { resume(); }); });
}

void Server::resume() {
  sweep();
  if (application_.resume) application_.resume();
}

void Server::sweep() {
  timer_.expires_after(sweep_interval);  // before what may fail
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) sweep();
  });
  for (Acceptor& acceptor : acceptors_) acceptor.sweep();
}

void Server::own() {
  persist("owning the control sockets", [this] {
    boost::asio::post(loop_, [this] {
      for (Acceptor& acceptor : acceptors_) acceptor.own();
    });
  });
}

void Server::stop() { end(&Acceptor::close); }

void Server::leave() { end(&Acceptor::leave); }

// What was replied by now is sent before: it stands before this in the loop.
void Server::end(void (Acceptor::*how)()) {
  if (!thread_.joinable()) return;
  persist("ending the API", [this, how] {
    boost::asio::post(loop_, [this, how] {
      for (Acceptor& acceptor : acceptors_) (acceptor.*how)();
      loop_.stop();
    });
  });
  thread_.join();
}

}  // namespace rota::http
