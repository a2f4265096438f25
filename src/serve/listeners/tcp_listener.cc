// Asio is the loop: each handler is one turn, and waits anew at the end of it, so that all
// others that are ready come first.
#include "serve/listeners/tcp_listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/guard.h"
#include "serve/answerer.h"
#include "serve/listeners/tcp_table.h"
#include "serve/socket.h"

namespace rota::serve {

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

constexpr milliseconds sweep_interval{250};
constexpr seconds leave_limit{5};               // for connections to finish when another process goes on
constexpr std::size_t most_connections = 4096;  // a worker
constexpr int accepts_a_turn = 16, last_turns = 256;  // the latter enough for all that the kernel holds

struct ListeningSocket {
  TcpSocket socket;
  TcpPoint point;
  bool is_watched = false;
};

class TcpListener final : public Listener {
 public:
  // Throws boost::system::system_error when the system has no room for a loop.
  TcpListener(const ListenerKind& kind, const Serving& serving)
      : kind_(kind),
        v4_(serving.all_counters.add(path_of(kind, Family::v4))),
        v6_(serving.all_counters.add(path_of(kind, Family::v6))),
        answerer_(serving.source, Dice(), v4_),
        buffers_(answerer_, kind.transport),
        table_(most_connections, v4_),
        timer_(loop_) {}

  ErrorCode add(const TcpPoint& point, Socket listening);  // before run()
  void run() override;
  void stop() noexcept override {
    persist("ending a TCP listener", [this] { asio::post(loop_, [this] { drain(); }); });
  }
  void leave() noexcept override {
    persist("ending a TCP listener", [this] { asio::post(loop_, [this] { begin_to_leave(); }); });
  }
  std::vector<NamedSocket> sockets() const override { return sockets_; }

 private:
  bool is_ending() const { return draining_ || leave_by_; }
  void begin_turn();
  void end_turn();
  void watch(ListeningSocket& listening);
  void watch(TcpTable::Handle handle);
  void serve(ListeningSocket& listening);
  void give_turn(TcpTable::Handle handle);
  bool accept(ListeningSocket& listening);
  void admit(Socket socket, const sockaddr_storage& from, const TcpPoint& point);
  void sweep();
  void close_doors();
  void begin_to_leave();
  void drain();

  const ListenerKind& kind_;
  asio::io_context loop_{1};
  stats::ThreadCounters v4_;  // of peers' families
  stats::ThreadCounters v6_;
  Answerer answerer_;
  TcpBuffers buffers_;
  TcpTable table_;
  std::deque<ListeningSocket> listening_;
  std::vector<NamedSocket> sockets_;  // of the listening sockets
  asio::steady_timer timer_;
  Time now_{};         // of this turn
  bool open_ = false;  // whether newcomers are accepted now
  bool draining_ = false;
  std::optional<Time> leave_by_;  // then what is left is drained
};

ErrorCode TcpListener::add(const TcpPoint& point, Socket listening) {
  ErrorCode error;
  if (auto socket = watched(loop_, std::move(listening), error)) {
    sockets_.push_back({std::string(kind_.name), point.endpoint.text(), socket->native_handle()});
    listening_.push_back({std::move(*socket), point});
  }
  return error;
}

void TcpListener::run() {
  persist("a task of a TCP listener", [this] { sweep(); });
  run_guarded("a task of a TCP listener", loop_, [this] { sweep(); });
}

// Asio does not say where a round of its loop begins, so each turn looks anew.
void TcpListener::begin_turn() {
  now_ = std::chrono::steady_clock::now();
  answerer_.look();
}

void TcpListener::end_turn() {
  if (is_ending() && table_.is_empty()) loop_.stop();
}

void TcpListener::watch(ListeningSocket& listening) {
  if (listening.is_watched) return;
  listening.socket.async_wait(TcpSocket::wait_read, [this, &listening](ErrorCode error) {
    if (!error && !is_ending()) serve(listening);  // then there are no listening sockets any more
  });
  listening.is_watched = true;
}

void TcpListener::serve(ListeningSocket& listening) {
  begin_turn();
  listening.is_watched = false;
  if (open_) accept(listening);
  if (open_) watch(listening);  // if more are waiting, that ends at once
}

void TcpListener::watch(TcpTable::Handle handle) {
  TcpConnection& connection = *table_.at(handle);
  if (connection.wait() == TcpConnection::Wait::none)
    return asio::post(loop_, [this, handle] { give_turn(handle); });
  const bool room = connection.wait() == TcpConnection::Wait::room;
  connection.socket().async_wait(room ? TcpSocket::wait_write : TcpSocket::wait_read,
                                 [this, handle](ErrorCode error) {
                                   if (!error) give_turn(handle);
                                 });
}

void TcpListener::give_turn(TcpTable::Handle handle) {
  TcpConnection* const connection = table_.at(handle);
  if (connection == nullptr) return;  // it had to go after its socket was found ready
  begin_turn();
  answerer_.count_in(connection->peer().family() == Family::v4 ? v4_ : v6_);
  const bool stays = !is_ending() && !table_.is_full();
  buffers_.tell(stays ? told_limit(connection->idle_limit()) : milliseconds(0));
  if (connection->take_turn(buffers_, now_) != TcpConnection::Wait::nothing) return watch(handle);
  table_.remove(handle);
  end_turn();
}

// Whether more may be waiting.
bool TcpListener::accept(ListeningSocket& listening) {
  for (int i = 0; i < accepts_a_turn; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    Socket socket(::accept4(listening.socket.native_handle(), reinterpret_cast<sockaddr*>(&from), &size,
                            SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() >= 0) {
      admit(std::move(socket), from, listening.point);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      if (table_.make_room()) continue;
      // At once again would spin, since who waits is still there: the next sweep will do.
      open_ = false;
      return false;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return false;
    }
  }
  return true;
}

void TcpListener::admit(Socket socket, const sockaddr_storage& from, const TcpPoint& point) {
  const auto peer = from_sockaddr(from);
  ErrorCode no_room;
  auto connected = watched(loop_, std::move(socket), no_room);
  if (!peer || !connected) return table_.turn_away();
  watch(table_.admit(point.open(std::move(*connected)), peer->address, point.idle_limit, now_));
}

void TcpListener::sweep() {
  begin_turn();  // an idle thread too, so that it does not hold an old snapshot
  table_.give_up_over_limit(now_);
  if (leave_by_ && *leave_by_ <= now_) drain();
  open_ = true;
  for (ListeningSocket& listening : listening_) watch(listening);
  timer_.expires_after(sweep_interval);
  timer_.async_wait([this](ErrorCode) { sweep(); });
  end_turn();
}

// Who has connected by now is served too: the kernel would reset it.
void TcpListener::drain() {
  draining_ = true;
  begin_turn();
  for (ListeningSocket& listening : listening_)
    for (int turn = 0; turn < last_turns && accept(listening); ++turn) {
    }
  close_doors();
  table_.drain(now_);
  end_turn();
}

// Who waits to be accepted is the other process's; who is here may go on for a while.
void TcpListener::begin_to_leave() {
  leave_by_ = std::chrono::steady_clock::now() + leave_limit;
  begin_turn();
  close_doors();
  end_turn();
}

// Taken from the loop before they are closed: where another process has the same
// socket, closing alone would leave it watched, and the loop told of a listening socket that is gone.
void TcpListener::close_doors() {
  for (ListeningSocket& listening : listening_) const Socket closed(listening.socket.release());
  listening_.clear();
}

}  // namespace

Result<std::unique_ptr<Listener>> make_tcp_listener(const ListenerKind& kind,
                                                    const std::vector<TcpPoint>& points,
                                                    const Serving& serving) {
  std::unique_ptr<TcpListener> out;
  try {
    out = std::make_unique<TcpListener>(kind, serving);
  } catch (const boost::system::system_error& error) {
    return Error{"cannot wait for connections: " + error.code().message()};
  }
  for (const TcpPoint& point : points) {
    auto socket = take_or_bind_tcp(serving.inherited, kind.name, point.endpoint);
    if (!socket) return socket.error();
    prepare_connections(*socket);
    if (const ErrorCode error = out->add(point, std::move(*socket)))
      return Error{"cannot wait for connections to " + point.endpoint.text() + ": " + error.message()};
  }
  return std::unique_ptr<Listener>(std::move(out));
}

}  // namespace rota::serve
