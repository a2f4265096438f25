#include "serve/listeners/tcp_connection.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace rota::serve {

using stats::Closing;

namespace {

bool try_again() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

TcpConnection::Wait TcpConnection::take_turn(TcpBuffers& buffers, Time now) {
  wait_ = wait_ == Wait::room ? send_rest(buffers, now) : read(buffers, now);
  return wait_;
}

TcpConnection::Wait TcpConnection::read(TcpBuffers& buffers, Time now) {
  const ssize_t size = ::recv(descriptor(), buffers.input().data(), buffers.input().size(), 0);
  if (size < 0) return try_again() ? Wait::input : Wait::nothing;
  if (size == 0) return Wait::nothing;  // whatever was whole has been answered
  if (stage_ == Stage::lingering) return Wait::input;
  return answer(buffers, buffers.input().first(static_cast<std::size_t>(size)), now);
}

TcpConnection::Wait TcpConnection::send_rest(TcpBuffers& buffers, Time now) {
  if (!unsent_.empty()) {
    const ssize_t sent = ::send(descriptor(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (sent < 0) return try_again() ? Wait::room : Wait::nothing;
    unsent_.erase(unsent_.begin(), unsent_.begin() + sent);
    if (!unsent_.empty()) return Wait::room;
    unsent_ = {};
  }
  allow(idle_limit, Closing::idle, now);
  return answer(buffers, {}, now);
}

TcpConnection::Wait TcpConnection::answer(TcpBuffers& buffers, Bytes arrived, Time now) {
  buffers.clear();
  if (unanswered_.empty()) {
    const Bytes rest = arrived.subspan(buffers.answer(arrived, peer_));
    if (!rest.empty()) unanswered_.assign(rest.begin(), rest.end());
  } else {
    unanswered_.insert(unanswered_.end(), arrived.begin(), arrived.end());
    const auto done = static_cast<std::ptrdiff_t>(buffers.answer(unanswered_, peer_));
    unanswered_.erase(unanswered_.begin(), unanswered_.begin() + done);
    if (unanswered_.empty()) unanswered_ = {};
  }
  if (buffers.met_nonsense()) stage_ = Stage::finishing;
  if (!buffers.output().empty()) {
    if (!send(buffers.output())) return Wait::nothing;
    const bool goes_on = !unsent_.empty() || buffers.is_full();
    if (goes_on) {
      allow(message_limit, Closing::slow, now);
      return Wait::room;
    }
    allow(idle_limit, Closing::idle, now);
  }
  if (stage_ == Stage::finishing) return finish(now);
  // A message that trickles in earns no more time with each octet.
  if (!unanswered_.empty()) hurry(now);
  return Wait::input;
}

// At once, without asking whether there is room: nearly always there is.
bool TcpConnection::send(Bytes output) {
  const ssize_t sent = ::send(descriptor(), output.data(), output.size(), MSG_NOSIGNAL);
  if (sent < 0 && !try_again()) return false;
  const Bytes rest = output.subspan(sent < 0 ? 0 : static_cast<std::size_t>(sent));
  if (!rest.empty()) unsent_.assign(rest.begin(), rest.end());
  return true;
}

// Closing a socket that has something to read resets the connection, and a reset
// may cost the peer answers that it has not read yet. So first it may read them.
TcpConnection::Wait TcpConnection::finish(Time now) {
  ::shutdown(descriptor(), SHUT_WR);
  hurry(now);
  stage_ = Stage::lingering;
  return Wait::input;
}

// The kernel still hands out what has arrived, then the end of the stream, as if
// the peer had sent it: so no answer is owed and nobody is cut off.
void TcpConnection::drain(Time now) {
  allow(message_limit, Closing::slow, now);
  draining_ = true;
  ::shutdown(descriptor(), SHUT_RD);
}

void TcpConnection::allow(milliseconds more, Closing otherwise, Time now) {
  if (draining_) return;
  limit_ = now + more;
  failure_ = otherwise;
}

void TcpConnection::hurry(Time now) {
  if (now + message_limit < limit_) allow(message_limit, Closing::slow, now);
}

void TcpConnection::give_up() {
  int untaken = 0;
  ::ioctl(descriptor(), SIOCOUTQ, &untaken);
  if (untaken == 0) return;
  const linger reset{1, 0};
  ::setsockopt(descriptor(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
}

}  // namespace rota::serve
