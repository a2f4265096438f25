#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/guard.h"

namespace rota::http {

namespace {

constexpr milliseconds sweep_interval{100};
constexpr rlim_t most_sessions = 256;  // a door

// Most of the descriptors that the process may have are for queries and probes.
std::size_t sessions_a_door() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return most_sessions;
  return std::clamp<rlim_t>(limit.rlim_cur / 8, 4, most_sessions);
}

}  // namespace

void Server::start(std::vector<process::Door> doors, Application application) {
  application_ = std::move(application);
  for (process::Door& door : doors) {
    doors_.push_back(door.named());
    halls_.emplace_back(loop_, std::move(door), application_, sessions_a_door());
  }
  for (Hall& hall : halls_) hall.open();
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
  for (Hall& hall : halls_) hall.sweep();
}

void Server::own() {
  persist("owning the control sockets", [this] {
    boost::asio::post(loop_, [this] {
      for (Hall& hall : halls_) hall.own();
    });
  });
}

void Server::stop() { end(&Hall::close); }

void Server::leave() { end(&Hall::leave); }

// What was replied by now is sent before: it stands before this in the loop.
void Server::end(void (Hall::*how)()) {
  if (!thread_.joinable()) return;
  persist("ending the API", [this, how] {
    boost::asio::post(loop_, [this, how] {
      for (Hall& hall : halls_) (hall.*how)();
      loop_.stop();
    });
  });
  thread_.join();
}

}  // namespace rota::http
