// One new process in place of this one, from its start until it is ready or gone. Predecessor is
// the new one's side.
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/inherited.h"
#include "base/result.h"
#include "base/state_directory.h"
#include "process/helper/helper.h"
#include "process/replace/message.h"

namespace rota::process {

class Replacement : public std::enable_shared_from_this<Replacement> {
 public:
  // What this process does its part with; all are called on the loop.
  struct Part {
    std::function<Result<std::vector<NamedSocket>>()> sockets;  // in the order to hand them on
    std::function<StateDirectory::Texts()> tell;  // what is known now; from now on it is not to change
    std::function<void()> go_on;                  // the new one failed after that
    std::function<void(pid_t)> leave;             // the new one answers, and the service is its own
  };
  struct Limits {
    milliseconds hello = seconds(5);    // until the new program says anything
    milliseconds ready = seconds(120);  // until it answers; it may have much to load
  };

  // Part and limits must outlive it. `done` is called on the loop with the new process, or why
  // there is none.
  using Done = std::function<void(const Result<pid_t>&)>;
  Replacement(boost::asio::io_context& loop, const Part& part, const Limits& limits, Done done)
      : part_(part), limits_(limits), line_(loop), exit_(loop), timer_(loop), done_(std::move(done)) {}
  ~Replacement() { abandon(); }

  std::optional<Error> begin(Helper& helper);
  bool is_over() const { return stage_ == Stage::over; }
  void abandon();

 private:
  enum class Stage { running, failing, over };

  void started(const Result<pid_t>& process, const std::string& sockets);
  std::optional<Error> meet(const Result<pid_t>& process, const std::string& sockets);
  void end_process() const;
  void say(const std::string& message);
  void write();
  void read();
  bool receive();
  void handle(const Message& message);
  void set_limit(milliseconds limit, const std::string& why);
  void give_up(std::string why);
  void watch_exit();
  void finish_ready();
  void finish_failed(const std::string& why);

  const Part& part_;
  const Limits& limits_;
  boost::asio::local::stream_protocol::socket line_;
  boost::asio::posix::stream_descriptor exit_;
  boost::asio::steady_timer timer_;
  Done done_;
  Stage stage_ = Stage::running;
  pid_t process_ = 0;
  bool told_ = false;  // and so nothing here may change
  std::string why_;    // it failed; "" = as its exit code says
  bool is_line_closed_ = false;
  std::string arrived_;
  std::string unsent_;
  std::string sending_;
};

}  // namespace rota::process
