#include "serve/listeners/tcp_connection.h"

#include <algorithm>

namespace rota::serve {

using stats::Closing;

namespace {

// Of a stream that did not take or give anything.
TcpConnection::Wait wait_for(Stream::State state) {
  switch (state) {
    case Stream::State::done: return TcpConnection::Wait::none;
    case Stream::State::input: return TcpConnection::Wait::input;
    case Stream::State::room: return TcpConnection::Wait::room;
    case Stream::State::over: break;
  }
  return TcpConnection::Wait::nothing;
}

}  // namespace

TcpConnection::Wait TcpConnection::take_turn(TcpBuffers& buffers, Time now) {
  wait_ = is_sending_ ? send_rest(buffers, now) : read(buffers, now);
  if (wait_ == Wait::input && !is_sending_ && stream_->has_more()) wait_ = Wait::none;
  return wait_;
}

TcpConnection::Wait TcpConnection::read(TcpBuffers& buffers, Time now) {
  const Stream::Progress got = stream_->read(buffers.input());
  // At its end whatever was whole has been answered.
  if (got.state != Stream::State::done) return wait_for(got.state);
  if (stage_ == Stage::lingering) return Wait::input;
  return answer(buffers, buffers.input().first(got.octets), now);
}

TcpConnection::Wait TcpConnection::send_rest(TcpBuffers& buffers, Time now) {
  if (!unsent_.empty()) {
    const Stream::Progress sent = stream_->write(unsent_);
    if (sent.state != Stream::State::done) return wait_for(sent.state);
    unsent_.erase(unsent_.begin(), unsent_.begin() + static_cast<std::ptrdiff_t>(sent.octets));
    if (!unsent_.empty()) return Wait::room;
    unsent_ = {};
  }
  is_sending_ = false;
  allow(idle_limit_, Closing::idle, now);
  return answer(buffers, {}, now);
}

TcpConnection::Wait TcpConnection::answer(TcpBuffers& buffers, Bytes arrived, Time now) {
  buffers.clear();
  answer_what_is_whole(buffers, arrived);
  if (buffers.met_nonsense()) stage_ = Stage::finishing;
  if (!buffers.output().empty()) {
    const Stream::State sent = send(buffers.output());
    if (sent == Stream::State::over) return Wait::nothing;
    is_sending_ = !unsent_.empty() || buffers.is_full();
    if (is_sending_) {
      allow(message_limit, Closing::slow, now);
      return sent == Stream::State::input ? Wait::input : Wait::room;
    }
    allow(idle_limit_, Closing::idle, now);
  }
  if (stage_ == Stage::finishing) return finish(now);
  // A message that trickles in earns no more time with each octet.
  if (!unanswered_.empty()) hurry(now);
  return Wait::input;
}

void TcpConnection::answer_what_is_whole(TcpBuffers& buffers, Bytes arrived) {
  if (unanswered_.empty()) {
    const Bytes rest = arrived.subspan(buffers.answer(arrived, peer_));
    if (!rest.empty()) unanswered_.assign(rest.begin(), rest.end());
    return;
  }
  unanswered_.insert(unanswered_.end(), arrived.begin(), arrived.end());
  const auto done = static_cast<std::ptrdiff_t>(buffers.answer(unanswered_, peer_));
  unanswered_.erase(unanswered_.begin(), unanswered_.begin() + done);
  if (unanswered_.empty()) unanswered_ = {};
}

// At once, without asking whether there is room: nearly always there is.
Stream::State TcpConnection::send(Bytes output) {
  const Stream::Progress sent = stream_->write(output);
  if (sent.state == Stream::State::over) return sent.state;
  const Bytes rest = output.subspan(sent.octets);
  if (!rest.empty()) unsent_.assign(rest.begin(), rest.end());
  return sent.state;
}

// Closing a socket that has something to read resets the connection, and a reset
// may cost the peer answers that it has not read yet. So first it may read them.
TcpConnection::Wait TcpConnection::finish(Time now) {
  stream_->finish();
  hurry(now);
  stage_ = Stage::lingering;
  return Wait::input;
}

// The kernel still hands out what has arrived, then the end of the stream, as if
// the peer had sent it: so no answer is owed and nobody is cut off.
void TcpConnection::drain(Time now) {
  allow(message_limit, Closing::slow, now);
  draining_ = true;
  stream_->drain();
}

void TcpConnection::allow(milliseconds more, Closing otherwise, Time now) {
  if (draining_) return;
  limit_ = now + more;
  failure_ = otherwise;
}

void TcpConnection::hurry(Time now) {
  if (now + message_limit < limit_) allow(message_limit, Closing::slow, now);
}

}  // namespace rota::serve
