// TCP: a thread that waits for all its sockets at once, seats who comes, gives
// each its turn when it is ready, and lets go who is over its limit. Asio is the
// loop: each handler is one turn, and waits anew at the end of it, so that all
// others that are ready come first.
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
#include "serve/listeners/all.h"
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

// A socket that listens.
struct Door {
  TcpSocket socket;
  bool is_watched = false;
};

class TcpListener final : public Listener {
 public:
  // Throws boost::system::system_error when the system has no room for a loop.
  TcpListener(Published<snapshot::Snapshot>& source, stats::Lanes& lanes)
      : v4_(lanes.add(stats::Path::tcp4)),
        v6_(lanes.add(stats::Path::tcp6)),
        answerer_(source, Dice(), v4_),
        desk_(answerer_),
        table_(most_connections, v4_),
        timer_(loop_) {}

  ErrorCode add(const Endpoint& endpoint, Socket door);  // before run()
  void run() override;
  void stop() noexcept override {
    persist("ending a TCP listener", [this] { asio::post(loop_, [this] { drain(); }); });
  }
  void leave() noexcept override {
    persist("ending a TCP listener", [this] { asio::post(loop_, [this] { begin_to_leave(); }); });
  }
  std::vector<NamedSocket> sockets() const override { return sockets_; }

 private:
  std::optional<TcpSocket> watchable(Socket socket, ErrorCode& error);
  bool is_ending() const { return draining_ || leave_by_; }
  void begin_turn();
  void end_turn();
  void watch(Door& door);
  void watch(TcpTable::Ticket ticket);
  void serve(Door& door);
  void give_turn(TcpTable::Ticket ticket);
  bool accept(Door& door);
  void admit(Socket socket, const sockaddr_storage& from);
  void sweep();
  void close_doors();
  void begin_to_leave();
  void drain();

  asio::io_context loop_{1};
  stats::Lane v4_;  // of peers' families
  stats::Lane v6_;
  Answerer answerer_;
  TcpDesk desk_;
  TcpTable table_;
  std::deque<Door> doors_;
  std::vector<NamedSocket> sockets_;  // of the doors
  asio::steady_timer timer_;
  Time now_{};         // of this turn
  bool open_ = false;  // whether newcomers are accepted now
  bool draining_ = false;
  std::optional<Time> leave_by_;  // then what is left is drained
};

std::optional<TcpSocket> TcpListener::watchable(Socket socket, ErrorCode& error) {
  TcpSocket out(loop_);
  out.assign(socket.get(), error);
  if (error) return {};
  socket.release();
  return out;
}

ErrorCode TcpListener::add(const Endpoint& endpoint, Socket door) {
  ErrorCode error;
  if (auto socket = watchable(std::move(door), error)) {
    sockets_.push_back({"tcp", endpoint.text(), socket->native_handle()});
    doors_.push_back({std::move(*socket)});
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
  desk_.tell(is_ending() || table_.is_full() ? milliseconds(0) : told_idle_limit);
}

void TcpListener::end_turn() {
  if (is_ending() && table_.is_empty()) loop_.stop();
}

void TcpListener::watch(Door& door) {
  if (door.is_watched) return;
  door.socket.async_wait(TcpSocket::wait_read, [this, &door](ErrorCode error) {
    if (!error && !is_ending()) serve(door);  // then there are no doors any more
  });
  door.is_watched = true;
}

void TcpListener::serve(Door& door) {
  begin_turn();
  door.is_watched = false;
  if (open_) accept(door);
  if (open_) watch(door);  // if more are waiting, that ends at once
}

void TcpListener::watch(TcpTable::Ticket ticket) {
  TcpConnection& connection = *table_.at(ticket);
  const bool room = connection.wait() == TcpConnection::Wait::room;
  connection.socket().async_wait(room ? TcpSocket::wait_write : TcpSocket::wait_read,
                                 [this, ticket](ErrorCode error) {
                                   if (!error) give_turn(ticket);
                                 });
}

void TcpListener::give_turn(TcpTable::Ticket ticket) {
  TcpConnection* const connection = table_.at(ticket);
  if (connection == nullptr) return;  // it had to go after its socket was found ready
  begin_turn();
  answerer_.count_in(connection->peer().family() == Family::v4 ? v4_ : v6_);
  if (connection->take_turn(desk_, now_) != TcpConnection::Wait::nothing) return watch(ticket);
  table_.remove(ticket);
  end_turn();
}

// Whether more may be waiting.
bool TcpListener::accept(Door& door) {
  for (int i = 0; i < accepts_a_turn; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    Socket socket(::accept4(door.socket.native_handle(), reinterpret_cast<sockaddr*>(&from), &size,
                            SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() >= 0) {
      admit(std::move(socket), from);
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

void TcpListener::admit(Socket socket, const sockaddr_storage& from) {
  const auto peer = from_sockaddr(from);
  ErrorCode no_room;
  auto watched = watchable(std::move(socket), no_room);
  if (!peer || !watched) return table_.turn_away();
  watch(table_.admit(std::move(*watched), peer->address, now_));
}

void TcpListener::sweep() {
  begin_turn();  // an idle thread too, so that it does not hold an old snapshot
  table_.give_up_over_limit(now_);
  if (leave_by_ && *leave_by_ <= now_) drain();
  open_ = true;
  for (Door& door : doors_) watch(door);
  timer_.expires_after(sweep_interval);
  timer_.async_wait([this](ErrorCode) { sweep(); });
  end_turn();
}

// Who has connected by now is served too: the kernel would reset it.
void TcpListener::drain() {
  draining_ = true;
  begin_turn();
  for (Door& door : doors_)
    for (int turn = 0; turn < last_turns && accept(door); ++turn) {
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
// socket, closing alone would leave it watched, and the loop told of a door that is gone.
void TcpListener::close_doors() {
  for (Door& door : doors_) const Socket closed(door.socket.release());
  doors_.clear();
}

}  // namespace

Result<std::unique_ptr<Listener>> make_tcp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source, stats::Lanes& lanes,
                                           Inherited* inherited, RateTable*) {
  std::unique_ptr<TcpListener> out;
  try {
    out = std::make_unique<TcpListener>(source, lanes);
  } catch (const boost::system::system_error& error) {
    return Error{"cannot wait for connections: " + error.code().message()};
  }
  for (const Endpoint& endpoint : endpoints) {
    auto socket = take_or_bind_tcp(inherited, endpoint);
    if (!socket) return socket.error();
    prepare_connections(*socket);
    if (const ErrorCode error = out->add(endpoint, std::move(*socket)))
      return Error{"cannot wait for connections to " + endpoint.text() + ": " + error.message()};
  }
  return std::unique_ptr<Listener>(std::move(out));
}

}  // namespace rota::serve
