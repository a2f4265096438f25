#include "serve/listeners/tcp_connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>

namespace rota::serve {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long a peer may take (RFC 9210 section 4.4; the peers' defaults).
constexpr seconds first_query_limit{3};
constexpr seconds message_limit{2};  // one message in, or one write out
constexpr seconds idle_limit{10};
constexpr std::size_t length_size = 2;
constexpr std::size_t write_enough = 64 * 1024;  // then send before answering on

}  // namespace

void TcpConnection::start() {
  allow(first_query_limit);
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  read();
}

void TcpConnection::close() {
  error_code ignored;
  socket_.close(ignored);
  owner_.forget(shared_from_this());
}

// The kernel still hands out what has arrived, then the end of the stream, as if
// the peer had sent it: so no answer is owed and nobody is cut off.
void TcpConnection::drain() {
  allow(message_limit);
  draining_ = true;
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_receive, ignored);
}

void TcpConnection::allow(milliseconds more) {
  if (!draining_) limit_ = std::chrono::steady_clock::now() + more;
}

void TcpConnection::read() {
  // Room for one message, and no more is kept than most of them need.
  if (end_ == in_.size()) in_.resize(next_message_end());
  if (end_ == 0 && in_.size() > usual_room) in_ = std::vector<std::uint8_t>(usual_room);
  socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_),
                          [self = shared_from_this()](error_code failed, std::size_t size) {
                            if (failed) return self->close();
                            self->end_ += size;
                            self->answer_what_is_there();
                          });
}

// Where the message that starts at start_ ends, as far as its length is known yet.
std::size_t TcpConnection::next_message_end() const {
  if (end_ - start_ < length_size) return start_ + length_size;
  return start_ + length_size + load16(in_.data() + start_);
}

void TcpConnection::answer_what_is_there() {
  while (!ending_ && out_.size() < write_enough && next_message_end() <= end_) ending_ = !answer_one();
  std::copy(in_.begin() + static_cast<std::ptrdiff_t>(start_),
            in_.begin() + static_cast<std::ptrdiff_t>(end_), in_.begin());
  end_ -= start_;
  start_ = 0;
  if (!out_.empty()) return write();
  if (ending_) return close();
  // A message that trickles in earns no more time with each byte.
  if (end_ > 0) limit_ = std::min(limit_, std::chrono::steady_clock::now() + message_limit);
  read();
}

bool TcpConnection::answer_one() {
  const std::size_t stop = next_message_end();
  const Bytes reply = owner_.answer({in_.data() + start_ + length_size, in_.data() + stop}, peer_);
  if (reply.empty()) return false;  // not a query at all: this peer is not worth a connection
  std::array<std::uint8_t, length_size> length;
  store16(length.data(), static_cast<std::uint16_t>(reply.size()));
  out_.insert(out_.end(), length.begin(), length.end());
  out_.insert(out_.end(), reply.begin(), reply.end());
  start_ = stop;
  return true;
}

void TcpConnection::write() {
  allow(message_limit);
  asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this()](error_code failed, std::size_t) {
    if (failed) return self->close();
    self->out_.clear();
    self->allow(idle_limit);
    self->answer_what_is_there();  // more may have been waiting
  });
}

}  // namespace rota::serve
