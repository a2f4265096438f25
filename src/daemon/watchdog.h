// Says that this process lives only while it makes progress: the control loop turns,
// the publisher answers, and every query thread has come since the look before, when
// all were called. Else the service manager is to end it and start anew.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>

#include "publish/publisher.h"

namespace rota::daemon {

class Watchdog {
 public:
  // Looks twice within `limit`, and calls `alive` on the loop when all is well. All
  // must outlive it; the loop is to turn no more when it is destroyed.
  Watchdog(boost::asio::io_context& loop, std::chrono::microseconds limit, publish::Publisher& publisher,
           Published<snapshot::Snapshot>& published, std::function<void()> alive);

  void look();  // as the timer does

  void resume() { wait(); }  // a task of the loop failed, which may have been the next look

 private:
  void wait();
  void hear();

  boost::asio::io_context& loop_;
  boost::asio::steady_timer timer_;
  std::chrono::microseconds interval_;
  publish::Publisher& publisher_;
  Published<snapshot::Snapshot>& published_;
  std::function<void()> alive_;
  bool asked_ = false;      // and the publisher has not answered yet
  std::uint64_t goal_ = 0;  // the turn that all query threads must have come to by now
};

}  // namespace rota::daemon
