#include "process/drop_watch.h"

#include <string>
#include <utility>

#include "base/clock.h"
#include "base/log.h"

namespace rota::process {

namespace {
constexpr seconds interval{10};
}

DropWatch::DropWatch(boost::asio::io_context& loop, std::function<std::uint64_t()> dropped)
    : timer_(loop), dropped_(std::move(dropped)) {
  wait();
}

void DropWatch::wait() {
  timer_.expires_after(interval);
  timer_.async_wait([this](boost::system::error_code failed) {
    if (failed) return;
    wait();  // before what may fail
    look();
  });
}

void DropWatch::look() {
  const std::uint64_t now = dropped_();
  if (now > known_)
    log_warning("kernel_drops",
                "the kernel dropped " + std::to_string(now - known_) +
                    " queries that came faster than they were answered: " + std::to_string(now) +
                    " since the start",
                {{"count", now - known_}, {"total", now}});
  known_ = now;
}

}  // namespace rota::process
