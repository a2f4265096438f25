// TCP: one event loop a thread, which accepts connections, keeps them and closes
// those that are over their limit.
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/listeners/tcp_connection.h"
#include "serve/socket.h"

namespace rota::serve {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr milliseconds sweep_interval{250};
constexpr std::size_t most_connections = 4096;  // a worker; for a newcomer the one nearest its limit goes

class TcpListener final : public Listener, public TcpOwner {
 public:
  TcpListener(std::vector<Socket> sockets, Published<snapshot::Snapshot>& source)
      : answerer_(source, Dice()) {
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

 private:
  Bytes answer(Bytes request, const Address& peer) override {
    return Bytes(reply_).first(answerer_.answer(request, peer, Transport::tcp, reply_));
  }
  void forget(const std::shared_ptr<TcpConnection>& connection) override {
    std::erase(connections_, connection);
    if (is_done()) sweeper_.cancel();
  }

  void accept(tcp::acceptor& acceptor);
  void pause(tcp::acceptor& acceptor);
  void admit(tcp::socket socket);
  void close_nearest_its_limit();
  void sweep();
  void drain();
  bool is_done() const { return draining_ && connections_.empty(); }

  asio::io_context loop_{1};
  Answerer answerer_;
  std::vector<tcp::acceptor> acceptors_;
  std::vector<tcp::acceptor*> paused_;
  std::vector<std::shared_ptr<TcpConnection>> connections_;
  asio::steady_timer sweeper_{loop_};
  bool draining_ = false;
  std::vector<std::uint8_t> reply_ = std::vector<std::uint8_t>(largest_reply);
};

void TcpListener::accept(tcp::acceptor& acceptor) {
  acceptor.async_accept([this, &acceptor](error_code failed, tcp::socket socket) {
    if (draining_ || failed == asio::error::operation_aborted) return;
    if (failed) return pause(acceptor);
    admit(std::move(socket));
    accept(acceptor);
  });
}

// Out of descriptors, most likely: room is made, and the next sweep accepts again.
// At once would spin, since who waits to be accepted is still there.
void TcpListener::pause(tcp::acceptor& acceptor) {
  paused_.push_back(&acceptor);
  if (!connections_.empty()) close_nearest_its_limit();
}

void TcpListener::close_nearest_its_limit() {
  const auto victim = *std::ranges::min_element(connections_, {}, &TcpConnection::limit);
  victim->close();
}

void TcpListener::admit(tcp::socket socket) {
  error_code failed;
  const auto remote = socket.remote_endpoint(failed);
  if (failed) return;  // gone already
  sockaddr_storage address{};
  std::copy_n(reinterpret_cast<const std::uint8_t*>(remote.data()), remote.size(),
              reinterpret_cast<std::uint8_t*>(&address));
  const auto peer = from_sockaddr(address);
  if (!peer) return;
  if (connections_.size() >= most_connections) close_nearest_its_limit();
  connections_.push_back(std::make_shared<TcpConnection>(*this, std::move(socket), peer->address));
  connections_.back()->start();
}

// Closes who is over its limit, accepts where that was paused, and keeps an idle
// thread on the newest snapshot.
void TcpListener::sweep() {
  const Time now = std::chrono::steady_clock::now();
  const auto all = connections_;  // close() changes the list
  for (const auto& connection : all)
    if (connection->limit() < now) connection->close();
  answerer_.look();
  if (is_done()) return;
  for (tcp::acceptor* acceptor : std::exchange(paused_, {})) accept(*acceptor);
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

Result<std::unique_ptr<Listener>> make_tcp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source) {
  std::vector<Socket> sockets;
  for (const Endpoint& endpoint : endpoints) {
    auto socket = bind_tcp(endpoint);
    if (!socket) return socket.error();
    sockets.push_back(std::move(*socket));
  }
  return std::unique_ptr<Listener>(std::make_unique<TcpListener>(std::move(sockets), source));
}

}  // namespace rota::serve
