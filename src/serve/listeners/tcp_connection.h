// One TCP connection (RFC 7766). When its socket is ready it takes a turn: one
// read, all whole queries in it answered, one write. Buffers are lent to it for
// the turn; between turns it keeps only what is not finished: a query that is not
// whole, answers that the peer does not take. So an idle connection costs little,
// and nobody can make one hold more than some 128 KiB.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "serve/listeners/stream.h"
#include "serve/listeners/tcp_buffers.h"
#include "stats/counts.h"

namespace rota::serve {

// How long a peer may take (RFC 9210 section 4.4; the defaults of other servers).
constexpr seconds first_query_limit{3};
constexpr seconds message_limit{2};  // one message in, or one write out
constexpr seconds usual_idle_limit{10};

// What clients that ask are told: shorter than the limit itself, since a query takes time to arrive.
constexpr milliseconds told_limit(milliseconds idle) { return idle * 4 / 5; }

class TcpConnection {
 public:
  // What has to come before the next turn.
  enum class Wait : std::uint8_t {
    input,
    room,
    none,    // it may take it at once, when others have had theirs
    nothing  // there is none: it is over
  };

  TcpConnection(std::unique_ptr<Stream> stream, const Address& peer, milliseconds idle_limit, Time now)
      : stream_(std::move(stream)), peer_(peer), idle_limit_(idle_limit), limit_(now + first_query_limit) {}

  Wait take_turn(TcpBuffers& buffers, Time now);
  void drain(Time now);                   // it may answer what has arrived, then it is over
  void give_up() { stream_->give_up(); }  // before it is destroyed

  TcpSocket& socket() { return stream_->socket(); }
  const Address& peer() const { return peer_; }
  milliseconds idle_limit() const { return idle_limit_; }  // between queries
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
  void answer_what_is_whole(TcpBuffers& buffers, Bytes arrived);
  Stream::State send(Bytes output);
  Wait finish(Time now);
  void allow(milliseconds more, stats::Closing otherwise, Time now);
  void hurry(Time now);

  std::unique_ptr<Stream> stream_;
  Address peer_;
  milliseconds idle_limit_;
  Wait wait_ = Wait::input;
  Stage stage_ = Stage::open;
  bool is_sending_ = false;  // its next turn goes on with that
  bool draining_ = false;    // then the limit stands
  Time limit_;
  stats::Closing failure_ = stats::Closing::no_query;  // once it is over that
  std::vector<std::uint8_t> unanswered_;
  std::vector<std::uint8_t> unsent_;
};

}  // namespace rota::serve
