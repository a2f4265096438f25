// TCP (RFC 7766): one event loop a thread. A connection reads, answers all whole
// queries it has in one write, and only then reads on, so that nobody can make it
// hold more than one buffer each way.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <algorithm>
#include <chrono>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/socket.h"

namespace rota::serve {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// How long a peer may take (RFC 9210 section 4.4; the peers' defaults).
constexpr seconds first_query_limit{3};
constexpr seconds message_limit{2};  // one message in, or one write out
constexpr seconds idle_limit{10};
constexpr milliseconds sweep_interval{250};
constexpr std::size_t most_connections = 4096;  // a worker; for a newcomer the one nearest its limit goes
constexpr std::size_t length_size = 2;
constexpr std::size_t write_enough = 64 * 1024;  // then send before answering on

class TcpListener;

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(TcpListener& owner, tcp::socket socket, const Address& peer) : owner_(owner), socket_(std::move(socket)), peer_(peer) {}

  void start();
  void close();
  void drain();  // answers what has arrived, then closes
  Time limit() const { return limit_; }

 private:
  void allow(milliseconds more);
  void read();
  void answer_what_is_there();
  bool answer_one();
  void write();
  std::size_t next_message_end() const;

  TcpListener& owner_;
  tcp::socket socket_;
  Address peer_;
  Time limit_{};
  std::vector<std::uint8_t> in_ = std::vector<std::uint8_t>(1024);
  std::size_t start_ = 0;  // of what has not been answered, in in_
  std::size_t end_ = 0;
  std::vector<std::uint8_t> out_;
  bool ending_ = false;    // the peer sent what is no query: the rest is not read
  bool draining_ = false;  // then the limit stands
};

class TcpListener final : public Listener {
 public:
  TcpListener(std::vector<Socket> sockets, Published<snapshot::Snapshot>& source) : answerer_(source, Dice()) {
    for (Socket& socket : sockets) {
      tcp::acceptor acceptor(loop_);
      sockaddr_storage address{};
      socklen_t size = sizeof address;
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
      acceptor.assign(address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), socket.release());
      acceptors_.push_back(std::move(acceptor));
    }
  }

  void run() override {
    for (auto& acceptor : acceptors_) accept(acceptor);
    sweep();
    loop_.run();
  }
  void stop() noexcept override {
    asio::post(loop_, [this] { drain(); });
  }

  Answerer& answerer() { return answerer_; }
  std::span<std::uint8_t> reply_room() { return reply_; }
  void forget(const std::shared_ptr<Connection>& connection) {
    std::erase(connections_, connection);
    if (is_done()) sweeper_.cancel();
  }

 private:
  void accept(tcp::acceptor& acceptor);
  void admit(tcp::socket socket);
  void sweep();
  void drain();
  bool is_done() const { return draining_ && connections_.empty(); }

  asio::io_context loop_{1};
  Answerer answerer_;
  std::vector<tcp::acceptor> acceptors_;
  std::vector<std::shared_ptr<Connection>> connections_;
  asio::steady_timer sweeper_{loop_};
  bool draining_ = false;
  std::vector<std::uint8_t> reply_ = std::vector<std::uint8_t>(largest_reply);
};

void Connection::start() {
  allow(first_query_limit);
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
  read();
}

void Connection::close() {
  error_code ignored;
  socket_.close(ignored);
  owner_.forget(shared_from_this());
}

// The kernel still hands out what has arrived, then the end of the stream, as if
// the peer had sent it: so no answer is owed and nobody is cut off.
void Connection::drain() {
  allow(message_limit);
  draining_ = true;
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_receive, ignored);
}

void Connection::allow(milliseconds more) {
  if (!draining_) limit_ = std::chrono::steady_clock::now() + more;
}

void Connection::read() {
  if (end_ == in_.size()) in_.resize(next_message_end());  // the message is longer than any before
  socket_.async_read_some(asio::buffer(in_.data() + end_, in_.size() - end_),
                          [self = shared_from_this()](error_code failed, std::size_t size) {
                            if (failed) return self->close();
                            self->end_ += size;
                            self->answer_what_is_there();
                          });
}

// Where the message that starts at start_ ends, as far as its length is known yet.
std::size_t Connection::next_message_end() const {
  if (end_ - start_ < length_size) return start_ + length_size;
  return start_ + length_size + load16(in_.data() + start_);
}

void Connection::answer_what_is_there() {
  while (!ending_ && out_.size() < write_enough && next_message_end() <= end_) ending_ = !answer_one();
  std::copy(in_.begin() + static_cast<std::ptrdiff_t>(start_), in_.begin() + static_cast<std::ptrdiff_t>(end_), in_.begin());
  end_ -= start_;
  start_ = 0;
  if (!out_.empty()) return write();
  if (ending_) return close();
  // A message that trickles in earns no more time with each byte.
  if (end_ > 0) limit_ = std::min(limit_, std::chrono::steady_clock::now() + message_limit);
  read();
}

bool Connection::answer_one() {
  const std::size_t stop = next_message_end();
  const Bytes request(in_.data() + start_ + length_size, in_.data() + stop);
  const std::size_t size = owner_.answerer().answer(request, peer_, Transport::tcp, owner_.reply_room());
  if (size == 0) return false;  // not a query at all: this peer is not worth a connection
  std::array<std::uint8_t, length_size> length;
  store16(length.data(), static_cast<std::uint16_t>(size));
  out_.insert(out_.end(), length.begin(), length.end());
  const auto reply = owner_.reply_room().first(size);
  out_.insert(out_.end(), reply.begin(), reply.end());
  start_ = stop;
  return true;
}

void Connection::write() {
  allow(message_limit);
  asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this()](error_code failed, std::size_t) {
    if (failed) return self->close();
    self->out_.clear();
    self->allow(idle_limit);
    self->answer_what_is_there();  // more may have been waiting
  });
}

void TcpListener::accept(tcp::acceptor& acceptor) {
  acceptor.async_accept([this, &acceptor](error_code failed, tcp::socket socket) {
    if (draining_ || failed == asio::error::operation_aborted) return;
    if (!failed) {
      admit(std::move(socket));
    } else if (!connections_.empty()) {
      // Out of descriptors, most likely: make room rather than spin.
      (*std::ranges::min_element(connections_, {}, &Connection::limit))->close();
    }
    accept(acceptor);
  });
}

void TcpListener::admit(tcp::socket socket) {
  error_code failed;
  const auto remote = socket.remote_endpoint(failed);
  if (failed) return;  // gone already
  sockaddr_storage address{};
  std::copy_n(reinterpret_cast<const std::uint8_t*>(remote.data()), remote.size(), reinterpret_cast<std::uint8_t*>(&address));
  const auto peer = from_sockaddr(address);
  if (!peer) return;
  if (connections_.size() >= most_connections) {
    const auto victim = *std::ranges::min_element(connections_, {}, &Connection::limit);
    victim->close();
  }
  connections_.push_back(std::make_shared<Connection>(*this, std::move(socket), peer->address));
  connections_.back()->start();
}

// Closes who is over its limit, and keeps an idle thread on the newest snapshot.
void TcpListener::sweep() {
  const Time now = std::chrono::steady_clock::now();
  const auto all = connections_;  // close() changes the list
  for (const auto& connection : all)
    if (connection->limit() < now) connection->close();
  answerer_.look();
  if (is_done()) return;
  sweeper_.expires_after(sweep_interval);
  sweeper_.async_wait([this](error_code failed) {
    if (!failed) sweep();
  });
}

void TcpListener::drain() {
  error_code ignored;
  for (auto& acceptor : acceptors_) acceptor.close(ignored);
  draining_ = true;
  if (is_done()) sweeper_.cancel();
  const auto all = connections_;
  for (const auto& connection : all) connection->drain();
}

}  // namespace

Result<std::unique_ptr<Listener>> make_tcp(std::span<const Endpoint> endpoints, Published<snapshot::Snapshot>& source) {
  std::vector<Socket> sockets;
  for (const Endpoint& endpoint : endpoints) {
    auto socket = bind_tcp(endpoint);
    if (!socket) return socket.error();
    sockets.push_back(std::move(*socket));
  }
  return std::unique_ptr<Listener>(std::make_unique<TcpListener>(std::move(sockets), source));
}

}  // namespace rota::serve
