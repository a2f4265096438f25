#include "daemon/watchdog.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace rota::daemon {

namespace asio = boost::asio;

Watchdog::Watchdog(asio::io_context& loop, std::chrono::microseconds limit, publish::Publisher& publisher,
                   Published<snapshot::Snapshot>& published, std::function<void()> alive)
    : loop_(loop),
      timer_(loop),
      interval_(limit / 2),
      publisher_(publisher),
      published_(published),
      alive_(std::move(alive)) {
  wait();
}

void Watchdog::wait() {
  timer_.expires_after(interval_);
  timer_.async_wait([this](boost::system::error_code failed) {
    if (failed) return;
    wait();  // before what may fail
    look();
  });
}

void Watchdog::look() {
  if (asked_) return;
  publisher_.when_published([this] { asio::post(loop_, [this] { hear(); }); });
  asked_ = true;
}

void Watchdog::hear() {
  asked_ = false;
  const bool have_come = published_.oldest_turn() >= goal_;
  goal_ = published_.call();
  if (have_come) alive_();
}

}  // namespace rota::daemon
