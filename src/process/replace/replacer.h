// Replaces this process by a new one of the same program, without losing a query: the
// new one is handed all sockets and what is known, and this one goes on answering until
// the new one does. When the new one fails, nothing has happened. Predecessor is the
// new one's side.
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/inherited.h"
#include "base/result.h"
#include "base/state_directory.h"
#include "process/helper/helper.h"

namespace rota::process {

class Replacer {
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

  Replacer(boost::asio::io_context& loop, Starter& starter, Part part, Limits limits);
  ~Replacer();  // ends a new process that is not ready yet

  // `done` is called on the loop with the new process, or why there is none.
  using Done = std::function<void(const Result<pid_t>&)>;
  void start(const Done& done);
  bool is_under_way() const;

 private:
  class Attempt;

  boost::asio::io_context& loop_;
  Starter& starter_;
  const Part part_;
  const Limits limits_;
  std::shared_ptr<Attempt> attempt_;
};

}  // namespace rota::process
