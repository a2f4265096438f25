// Calls back once: when every target that was awaited has had its first result, or
// when that takes too long.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>

#include "health/pulse.h"
#include "health/watched.h"

namespace rota::health {

class Readiness {
 public:
  Readiness(boost::asio::io_context& loop, const Clock& clock);

  void begin() { awaited_ = 0; }  // the targets under watch are others: nobody is awaited
  void await(Watched& one);       // unless it has had its first result
  void heard(Watched& one);       // it may have had it now

  // From the loop, never from within any of these calls but heard().
  void call(milliseconds limit, std::function<void()> done);
  void call_if_nobody_is_awaited();
  void stop();

 private:
  void become_ready();

  const Clock& clock_;
  Pulse limit_;
  std::size_t awaited_ = 0;
  std::function<void()> done_{};
};

}  // namespace rota::health
