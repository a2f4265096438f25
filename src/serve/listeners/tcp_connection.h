// One TCP connection (RFC 7766). When its socket is ready it takes a turn: one
// read, all whole queries in it answered, one write. Buffers are lent to it for
// the turn; between turns it keeps only what is not finished: a query that is not
// whole, answers that the peer does not take. So an idle connection costs little,
// and nobody can make one hold more than some 128 KiB.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "serve/listeners/tcp_buffers.h"
#include "stats/counts.h"

namespace rota::serve {

// A socket that a loop watches, and no more: Asio tells when it is ready, and is
// lent no buffer meanwhile. Reads and writes are our own.
using TcpSocket = boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

// How long a peer may take (RFC 9210 section 4.4; the defaults of other servers).
constexpr seconds first_query_limit{3};
constexpr seconds message_limit{2};  // one message in, or one write out
constexpr seconds idle_limit{10};
constexpr seconds told_idle_limit{8};  // to clients that ask: what leaves them by then still arrives in time

class TcpConnection {
 public:
  // What has to come before the next turn; `nothing`: it is over.
  enum class Wait : std::uint8_t { input, room, nothing };

  // `socket` is non-blocking.
  TcpConnection(TcpSocket socket, const Address& peer, Time now)
      : socket_(std::move(socket)), peer_(peer), limit_(now + first_query_limit) {}

  Wait take_turn(TcpBuffers& buffers, Time now);
  void drain(Time now);  // it may answer what has arrived, then it is over
  void give_up();        // before it is destroyed: what the peer did not take is not kept by the kernel

  TcpSocket& socket() { return socket_; }
  const Address& peer() const { return peer_; }
  Wait wait() const { return wait_; }
  Time limit() const { return limit_; }  // by then it should be over
  // Why it is gone: when a turn says that it is over, or when it is over its limit.
  stats::Closing end() const {
    return stage_ == Stage::open ? stats::Closing::finished : stats::Closing::malformed;
  }
  stats::Closing failure() const { return failure_; }

 private:
  enum class Stage : std::uint8_t {
    open,
    finishing,  // the peer sent what is no query: the rest is not answered
    lingering   // and all is sent: the peer may read it and close
  };

  Wait read(TcpBuffers& buffers, Time now);
  Wait send_rest(TcpBuffers& buffers, Time now);
  Wait answer(TcpBuffers& buffers, Bytes arrived, Time now);
  bool send(Bytes output);
  Wait finish(Time now);
  void allow(milliseconds more, stats::Closing otherwise, Time now);
  void hurry(Time now);
  int descriptor() { return socket_.native_handle(); }

  TcpSocket socket_;
  Address peer_;
  Wait wait_ = Wait::input;
  Stage stage_ = Stage::open;
  bool draining_ = false;  // then the limit stands
  Time limit_;
  stats::Closing failure_ = stats::Closing::no_query;  // once it is over that
  std::vector<std::uint8_t> unanswered_;
  std::vector<std::uint8_t> unsent_;
};

}  // namespace rota::serve
