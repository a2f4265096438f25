// The board's one timer on the loop: it wakes the board when asked, and measures
// how much time the loop has lost by waking late. A probe that timed out while
// the loop was stopped or overloaded says more about us than about its target.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.h"

namespace rota::health {

class Pulse {
 public:
  Pulse(boost::asio::io_context& loop, const Clock& clock, std::function<void()> beat);
  ~Pulse() { stop(); }

  // The next beat comes at this time or earlier. Each beat must ask for the next one.
  void wake_by(Time when);
  void stop();

  // Grows for ever; the difference of two readings is what was lost between them.
  std::chrono::nanoseconds lost() const { return lost_; }

 private:
  void woken();

  const Clock& clock_;
  std::function<void()> beat_;
  boost::asio::steady_timer timer_;
  Time expected_ = Time::max();
  std::chrono::nanoseconds lost_{0};
  // Which wait counts: one that was replaced may already have completed. Shared,
  // since its handler may also run after the Pulse is gone.
  std::shared_ptr<std::uint64_t> wait_ = std::make_shared<std::uint64_t>(0);
};

}  // namespace rota::health
