// The control server: HTTP/1.1 on a thread of its own. Whatever clients do, it
// holds a bounded number of descriptors and octets, and no query thread notices.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <thread>
#include <vector>

#include "http/acceptor.h"
#include "http/session.h"
#include "process/listening_socket.h"

namespace rota::http {

class Server {
 public:
  // Whoever still holds a Reply may use it as long as this object lives, also after
  // stop(): so it is to outlive them.
  Server() = default;
  ~Server() { stop(); }

  // Its thread runs this loop: for those who answer, who may set timers on it.
  boost::asio::io_context& loop() { return loop_; }

  void start(std::vector<process::ListeningSocket> sockets, Application application);  // once
  void stop();   // ends all connections at once
  void leave();  // the same, another process going on with the listening sockets
  void own();    // no other process has the listening sockets any more

  std::vector<NamedSocket> sockets() const { return sockets_; }  // for it to inherit

 private:
  void sweep();
  void resume();
  void end(void (Acceptor::*how)());

  boost::asio::io_context loop_{1};
  Application application_;
  std::vector<NamedSocket> sockets_;
  std::list<Acceptor> acceptors_;
  boost::asio::steady_timer timer_{loop_};
  std::thread thread_;
};

}  // namespace rota::http
