// rotad's side of its helper (helper_process.h) while the control loop runs. Nothing here waits:
// what cannot be sent yet is kept, each request has a time limit, and what came of it is told on
// the loop. A helper that has ended cannot be had again, since rotad may not fork; rotad goes on
// without it.
#pragma once

#include <sys/types.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/inherited.h"
#include "base/result.h"
#include "process/helper/handed.h"
#include "process/helper/helper_process.h"
#include "process/helper/request.h"

namespace rota::process {

class Helper {
 public:
  // `process` must be confined already.
  Helper(boost::asio::io_context& loop, HelperProcess& process, milliseconds limit = seconds(10));
  ~Helper();
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  const Program& program() const { return process_.program(); }

  // Called on the loop, not by start().
  using Started = std::function<void(const Result<pid_t>&)>;

  // Starts the program with this line to it and these sockets, as descriptors from
  // `first_descriptor` on. The new process is a child of this one, as if this one had started
  // it. The sockets must stay open until it is told.
  void start(Socket line, const std::vector<NamedSocket>& sockets, Started started);

 private:
  struct Waiting {
    Socket line;
    Started started;
    boost::asio::steady_timer timer;
  };
  struct Unsent {
    std::uint32_t id;
    std::vector<std::uint8_t> octets;
    std::vector<int> descriptors;
  };

  void send_sockets(std::uint32_t id, int line, const std::vector<NamedSocket>& sockets,
                    const std::vector<Handed>& kinds);
  void send();
  void send_later(int error);
  void read();
  bool receive();
  void handle(const Answer& answer);
  void set_limit(std::uint32_t id);
  void finish(std::uint32_t id, const Result<pid_t>& started);
  void end_unwanted(pid_t process);
  void watch_exit();
  void lost(const std::string& how);

  boost::asio::io_context& loop_;
  HelperProcess& process_;
  const milliseconds limit_;
  boost::asio::posix::stream_descriptor line_;
  boost::asio::posix::stream_descriptor exit_;
  std::uint32_t last_id_ = 0;
  std::map<std::uint32_t, Waiting> waiting_;
  std::deque<Unsent> unsent_;
  bool is_sending_ = false;  // waits until it can send
  bool is_reading_ = false;
  bool is_lost_ = false;
};

}  // namespace rota::process
