// Says so in the log when the kernel throws queries away: the one overload that no
// query thread can see.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>

namespace rota::process {

class DropWatch {
 public:
  // `dropped` counts up from the start of the process; it is asked on the loop.
  DropWatch(boost::asio::io_context& loop, std::function<std::uint64_t()> dropped);

  void look();  // as the timer does

  void resume() { wait(); }  // a task of the loop failed, which may have been the next look

 private:
  void wait();

  boost::asio::steady_timer timer_;
  std::function<std::uint64_t()> dropped_;
  std::uint64_t known_ = 0;
};

}  // namespace rota::process
