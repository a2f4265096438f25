// The board's one timer on the loop: it wakes the board when asked, and remembers
// how late the loop woke it. A probe that timed out while the loop was stopped or
// overloaded says more about us than about its target.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <utility>

#include "base/clock.h"

namespace rota::health {

class Pulse {
 public:
  Pulse(boost::asio::io_context& loop, const Clock& clock, std::function<void()> beat);
  ~Pulse() { stop(); }

  // The next beat comes at this time or earlier. Each beat must ask for the next one.
  void wake_by(Time when);
  void stop();

  std::chrono::nanoseconds latest() const { return latest_; }  // how late it woke the last time

  // How late it woke at worst since then.
  std::chrono::nanoseconds worst_since(Time when) const;

 private:
  void woken();

  const Clock& clock_;
  std::function<void()> beat_;
  boost::asio::steady_timer timer_;
  Time expected_ = Time::max();
  std::chrono::nanoseconds latest_{};
  // When it woke late, and how much: each less late than the one before it, since an
  // earlier one that was no worse can never be the worst again.
  std::deque<std::pair<Time, std::chrono::nanoseconds>> late_;
  // Which wait counts: one that was replaced may already have completed. Shared,
  // since its handler may also run after the Pulse is gone.
  std::shared_ptr<std::uint64_t> wait_ = std::make_shared<std::uint64_t>(0);
};

}  // namespace rota::health
