// TCP: a thread that waits for all its sockets at once, seats who comes, gives
// each its turn when it is ready, and lets go who is over its limit.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/listeners/tcp_table.h"
#include "serve/poller.h"
#include "serve/socket.h"

namespace rota::serve {

namespace {

constexpr milliseconds sweep_interval{250};
constexpr std::size_t most_connections = 4096;  // a worker
constexpr int accepts_a_turn = 16;
constexpr int last_turns = 256;         // enough for all that the kernel holds
constexpr int kernel_room = 64 * 1024;  // each way of a connection; it books twice that

// Tags of the poller: seats from 0 on, and above them the sockets that listen.
constexpr std::uint64_t first_door = std::uint64_t{1} << 32;

class TcpListener final : public Listener {
 public:
  TcpListener(std::vector<Socket> doors, Poller poller, Published<snapshot::Snapshot>& source)
      : doors_(std::move(doors)), poller_(std::move(poller)), answerer_(source, Dice()), desk_(answerer_) {}

  void run() override;
  void stop() noexcept override { poller_.ring(); }

 private:
  void serve(std::uint64_t tag);
  bool accept(const Socket& door);
  void admit(Socket socket, const sockaddr_storage& from);
  void open_doors(bool open);
  void give_turn(std::size_t seat);
  void sweep();
  void drain();

  std::vector<Socket> doors_;
  Poller poller_;
  Answerer answerer_;
  TcpDesk desk_;
  TcpTable table_{most_connections};
  Time now_{};  // of this round: nothing here is worth a look at the clock of its own
  Time next_sweep_{};
  bool open_ = true;  // whether newcomers are accepted now
  bool draining_ = false;
};

void TcpListener::run() {
  while (!draining_ || !table_.is_empty()) {
    const auto ready = poller_.wait(sweep_interval);
    now_ = std::chrono::steady_clock::now();
    answerer_.look();  // an idle thread too, so that it does not hold an old snapshot
    desk_.tell(draining_ || table_.is_full() ? milliseconds(0) : told_idle_limit);
    for (const epoll_event& event : ready) serve(event.data.u64);
    if (now_ >= next_sweep_) sweep();
  }
}

// A seat may have changed hands since the poller looked at it: whoever is there
// now takes a turn for nothing.
void TcpListener::serve(std::uint64_t tag) {
  if (tag < first_door) return give_turn(static_cast<std::size_t>(tag));
  if (tag == Poller::bell_tag) return drain();
  if (!draining_) accept(doors_[tag - first_door]);  // if more are waiting, the poller says so
}

void TcpListener::give_turn(std::size_t seat) {
  TcpConnection* const connection = table_.at(seat);
  if (connection == nullptr) return;
  const auto before = connection->wait();
  const auto after = connection->take_turn(desk_, now_);
  if (after == TcpConnection::Wait::nothing) return table_.remove(seat);
  if (after == before) return;
  const bool input = after == TcpConnection::Wait::input;
  poller_.change(connection->socket(), input ? EPOLLIN : EPOLLOUT, seat);
}

// Whether more may be waiting.
bool TcpListener::accept(const Socket& door) {
  for (int i = 0; i < accepts_a_turn; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    Socket socket(
        ::accept4(door.get(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.get() >= 0) {
      admit(std::move(socket), from);
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      if (table_.make_room()) continue;
      // At once again would spin, since who waits is still there: the next sweep will do.
      open_doors(false);
      return false;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return false;
    }
  }
  return true;
}

void TcpListener::admit(Socket socket, const sockaddr_storage& from) {
  const auto peer = from_sockaddr(from);
  if (!peer) return;
  const int descriptor = socket.get();
  const std::size_t seat = table_.admit(std::move(socket), peer->address, now_);
  if (!poller_.add(descriptor, EPOLLIN, seat)) table_.remove(seat);
}

void TcpListener::open_doors(bool open) {
  if (std::exchange(open_, open) == open) return;
  for (std::size_t i = 0; i < doors_.size(); ++i)
    poller_.change(doors_[i].get(), open ? std::uint32_t{EPOLLIN} : 0, first_door + i);
}

void TcpListener::sweep() {
  next_sweep_ = now_ + sweep_interval;
  table_.give_up_over_limit(now_);
  open_doors(true);
}

// Who has connected by now is served too: the kernel would reset it.
void TcpListener::drain() {
  draining_ = true;
  desk_.tell(milliseconds(0));
  for (const Socket& door : doors_)
    for (int turn = 0; turn < last_turns && accept(door); ++turn) {
    }
  doors_.clear();
  table_.drain(now_);
}

// What is set here, all connections inherit. An answer leaves at once; and the
// kernel too holds only so much for a peer that does not read, or is not read from.
void prepare(const Socket& door) {
  const int yes = 1;
  ::setsockopt(door.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::setsockopt(door.get(), SOL_SOCKET, SO_SNDBUF, &kernel_room, sizeof kernel_room);
  ::setsockopt(door.get(), SOL_SOCKET, SO_RCVBUF, &kernel_room, sizeof kernel_room);
}

}  // namespace

Result<std::unique_ptr<Listener>> make_tcp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source) {
  auto poller = Poller::make();
  if (!poller) return poller.error();
  std::vector<Socket> sockets;
  for (const Endpoint& endpoint : endpoints) {
    auto socket = bind_tcp(endpoint);
    if (!socket) return socket.error();
    prepare(*socket);
    if (!poller->add(socket->get(), EPOLLIN, first_door + sockets.size()))
      return Error{"cannot wait for connections to " + endpoint.text()};
    sockets.push_back(std::move(*socket));
  }
  return std::unique_ptr<Listener>(
      std::make_unique<TcpListener>(std::move(sockets), std::move(*poller), source));
}

}  // namespace rota::serve
