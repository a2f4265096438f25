// One TCP connection (RFC 7766). It reads, answers all whole queries it has in one
// write, and only then reads on, so that nobody can make it hold more than one
// buffer each way. All of it runs on the thread of its owner's event loop.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"

namespace rota::serve {

class TcpConnection;

// What a connection needs of the listener that keeps it, and which outlives it.
class TcpOwner {
 public:
  // The reply, valid until the next call; empty when nothing is to be sent.
  virtual Bytes answer(Bytes request, const Address& peer) = 0;
  virtual void forget(const std::shared_ptr<TcpConnection>& connection) = 0;

 protected:
  ~TcpOwner() = default;
};

class TcpConnection : public std::enable_shared_from_this<TcpConnection> {
 public:
  TcpConnection(TcpOwner& owner, boost::asio::ip::tcp::socket socket, const Address& peer)
      : owner_(owner), socket_(std::move(socket)), peer_(peer) {}

  void start();
  void close();
  void drain();                          // answers what has arrived, then closes
  Time limit() const { return limit_; }  // by then it is to be closed

 private:
  void allow(milliseconds more);
  void read();
  void answer_what_is_there();
  bool answer_one();
  void write();
  std::size_t next_message_end() const;

  TcpOwner& owner_;
  boost::asio::ip::tcp::socket socket_;
  Address peer_;
  Time limit_{};
  static constexpr std::size_t usual_room = 1024;
  std::vector<std::uint8_t> in_ = std::vector<std::uint8_t>(usual_room);
  std::size_t start_ = 0;  // of what has not been answered, in in_
  std::size_t end_ = 0;
  std::vector<std::uint8_t> out_;
  bool ending_ = false;    // the peer sent what is no query: the rest is not read
  bool draining_ = false;  // then the limit stands
};

}  // namespace rota::serve
