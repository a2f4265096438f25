// UDP: a plain thread that blocks in recvmmsg, answers in batches and sends each
// batch with one call. No event loop: its wake-ups cost more than the answers.
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "dns/edns.h"
#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/listeners/socket_filter.h"
#include "serve/listeners/udp_batch.h"
#include "serve/socket.h"
#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;

namespace {

// How long an idle thread may hold an old snapshot or miss that it is to stop.
constexpr int idle_milliseconds = 250;

// Anybody may write any address into a datagram. No reply is cut into fragments on its way.
constexpr Transport over_udp{.proves_address = false, .largest_reply = dns::udp_limit};

// Where requests come in, and what counts them.
struct UdpSocket {
  Endpoint endpoint;
  Socket socket;
  stats::ThreadCounters counters;
  bool is_shared = false;  // with another worker, which tells what was dropped
  bool is_held = false;    // by the service manager: how long its queue may be is said there
  Overload overload{};
};

class UdpListener final : public Listener {
 public:
  UdpListener(std::vector<UdpSocket> sockets, Published<snapshot::Snapshot>& source, RateTable* rates)
      : sockets_(std::move(sockets)),
        answerer_(source, Dice(), sockets_[0].counters, system_clock, rates),
        batch_(std::make_unique<Batch>(std::ranges::any_of(
            sockets_, [](const UdpSocket& socket) { return socket.endpoint.address.is_unspecified(); }))),
        dropped_before_(count_drops()) {
    // Here, since the thread is to take no memory.
    for (const UdpSocket& socket : sockets_) polled_.push_back({socket.socket.get(), POLLIN, 0});
  }

  void run() override;
  void stop() noexcept override { end_.store(End::drain, std::memory_order_relaxed); }
  void leave() noexcept override { end_.store(End::leave, std::memory_order_relaxed); }
  std::vector<NamedSocket> sockets() const override;
  std::uint64_t dropped() const override { return count_drops() - dropped_before_; }

 private:
  enum class End : std::uint8_t { none, drain, leave };

  bool answer_batch(UdpSocket& socket, int flags);
  void answer_those(std::size_t received, const UdpSocket& socket);
  void serve_several();
  std::uint64_t count_drops() const;

  std::vector<UdpSocket> sockets_;
  std::vector<pollfd> polled_;  // of the listening sockets
  Answerer answerer_;
  std::unique_ptr<Batch> batch_;
  const std::uint64_t dropped_before_;  // by a socket that was inherited
  std::atomic<End> end_{End::none};
};

void UdpListener::run() {
  const timeval idle{0, idle_milliseconds * 1000};
  ::setsockopt(sockets_[0].socket.get(), SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
  while (end_.load(std::memory_order_relaxed) == End::none) {
    if (sockets_.size() > 1)
      serve_several();
    else if (!answer_batch(sockets_[0], 0))
      answerer_.look();
  }
  for (const UdpSocket& socket : sockets_)  // nobody steers it any more, and the sockets may live on
    if (socket.overload.is_acting()) let_in(socket.socket, 1);
  if (end_.load(std::memory_order_relaxed) == End::leave) return;
  for (UdpSocket& socket : sockets_)  // what the kernel holds was sent before we were told to stop
    for (int rounds = 0; rounds < 1000 && answer_batch(socket, MSG_DONTWAIT); ++rounds) {
    }
}

std::vector<NamedSocket> UdpListener::sockets() const {
  std::vector<NamedSocket> out;
  for (const UdpSocket& socket : sockets_)
    out.push_back({std::string(udp_listener.name), socket.endpoint.text(), socket.socket.get()});
  return out;
}

// Asked of the kernel when somebody wants to know: counting costs no query anything.
std::uint64_t UdpListener::count_drops() const {
  std::uint64_t out = 0;
  for (const UdpSocket& socket : sockets_)
    if (!socket.is_shared) out += queue_of(socket.socket).dropped;
  return out;
}

void UdpListener::serve_several() {
  if (::poll(polled_.data(), polled_.size(), idle_milliseconds) <= 0) answerer_.look();
  for (std::size_t i = 0; i < polled_.size(); ++i)
    if (polled_[i].revents != 0 || sockets_[i].overload.is_acting()) answer_batch(sockets_[i], MSG_DONTWAIT);
}

// False when nothing was there.
bool UdpListener::answer_batch(UdpSocket& socket, int flags) {
  const auto received = static_cast<std::size_t>(std::max(batch_->receive(socket.socket.get(), flags), 0));
  if (received > 0) answer_those(received, socket);
  if (!socket.is_held) guard(socket.socket, socket.overload, received, received == Batch::batch_size);
  return received > 0;
}

void UdpListener::answer_those(std::size_t received, const UdpSocket& socket) {
  answerer_.look();
  answerer_.count_in(socket.counters);
  for (std::size_t i = 0; i < received; ++i) {
    if (const auto reason = batch_->refusal(i)) {
      socket.counters.add(count::of(*reason));
      continue;
    }
    const std::size_t size = answerer_.answer(batch_->request(i), Peer(over_udp, batch_->sender(i)),
                                              batch_->room(i, over_udp.largest_reply));
    if (size > 0) batch_->reply(i, size);
  }
  const std::size_t unsent = batch_->send(socket.socket.get());
  socket.counters.add(count::received, received);
  socket.counters.add(count::answered, batch_->queued());
  if (unsent > 0) socket.counters.add(count::unsent, unsent);
}

Result<std::unique_ptr<Listener>> make_udp(std::span<const ListenPoint> points, const Serving& serving) {
  // Read batch by batch, so one array of counters a family does, however many sockets.
  const auto counters_of = [&](Family family) {
    return serving.all_counters.add(path_of(udp_listener, family));
  };
  const stats::ThreadCounters v4 = counters_of(Family::v4), v6 = counters_of(Family::v6);
  std::vector<UdpSocket> sockets;
  for (const ListenPoint& point : points) {
    const Endpoint& endpoint = point.endpoint;
    const std::string at = endpoint.text();
    const Inherited* inherited = serving.inherited;
    const bool is_shared = inherited != nullptr && inherited->is_shared(udp_listener.name, at);
    const bool is_held = inherited != nullptr && inherited->held(udp_listener.name, at) > 0;
    auto socket = take_or_bind_udp(serving.inherited, udp_listener.name, endpoint);
    if (!socket) return socket.error();
    let_in(*socket, 1);  // who had it before may have been killed in an overload
    const stats::ThreadCounters counters = endpoint.address.family() == Family::v4 ? v4 : v6;
    sockets.push_back({endpoint, std::move(*socket), counters, is_shared, is_held});
  }
  return std::unique_ptr<Listener>(
      std::make_unique<UdpListener>(std::move(sockets), serving.source, serving.rates));
}

}  // namespace

constinit const ListenerKind udp_listener{
    .name = "udp", .transport = over_udp, .socket_type = SOCK_DGRAM, .is_usual = true, .make = make_udp};

}  // namespace rota::serve
