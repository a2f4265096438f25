// Behind one listening socket: accepts connections, keeps their number and what they hold
// within bounds, and forgets them when they end. Who finds it full waits in the
// kernel's queue until somebody has gone, or has been idle long enough to be given up.
#pragma once

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <cstddef>
#include <list>
#include <memory>

#include "http/session.h"
#include "process/listening_socket.h"

namespace rota::http {

constexpr std::size_t most_sent_text = 64 * 1024 * 1024;  // octets, of different texts
constexpr milliseconds idle_under_pressure{200};          // then it makes room for a newcomer
constexpr seconds slow_under_pressure{5};                 // so does who takes that long to read a response

class Acceptor {
 public:
  // Holds `most` connections.
  Acceptor(boost::asio::io_context& loop, process::ListeningSocket socket, const Application& application,
           std::size_t most);

  void open();   // accepts, now and whenever somebody comes
  void sweep();  // call it several times a second
  void close();  // ends all connections
  void own() { socket_.own(); }
  void leave();  // the same, and the listening socket stays open where another process has it

 private:
  using Watch = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

  void accept();
  bool accept_one();
  void admit(int descriptor);
  Peer peer_of(int descriptor) const;
  bool make_room();
  bool give_up_oldest(Session::State state, milliseconds at_least);

  boost::asio::io_context& loop_;
  process::ListeningSocket socket_;
  Watch watch_;
  const Application& application_;
  const std::size_t most_;
  bool is_watched_ = false;
  bool is_closed_ = false;
  std::list<std::shared_ptr<Session>> sessions_;  // oldest first
};

}  // namespace rota::http
