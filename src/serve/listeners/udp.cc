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

#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/listeners/door_guard.h"
#include "serve/listeners/udp_batch.h"
#include "serve/socket.h"
#include "stats/counts.h"

namespace rota::serve {

namespace count = stats::count;

namespace {

// How long an idle thread may hold an old snapshot or miss that it is to stop.
constexpr int idle_milliseconds = 250;

// Where requests come in, and the lane that counts them.
struct Door {
  Endpoint endpoint;
  Socket socket;
  stats::Lane lane;
  bool is_shared = false;  // with another worker, which tells what was dropped
  bool is_held = false;    // by the service manager: how long its queue may be is said there
  Overload overload{};
};

class UdpListener final : public Listener {
 public:
  UdpListener(std::vector<Door> doors, Published<snapshot::Snapshot>& source, RateTable* rates)
      : doors_(std::move(doors)),
        answerer_(source, Dice(), doors_[0].lane, system_clock, rates),
        batch_(std::make_unique<Batch>(std::ranges::any_of(
            doors_, [](const Door& door) { return door.endpoint.address.is_unspecified(); }))),
        dropped_before_(count_drops()) {
    // Here, since the thread is to take no memory.
    for (const Door& door : doors_) polled_.push_back({door.socket.get(), POLLIN, 0});
  }

  void run() override;
  void stop() noexcept override { end_.store(End::drain, std::memory_order_relaxed); }
  void leave() noexcept override { end_.store(End::leave, std::memory_order_relaxed); }
  std::vector<NamedSocket> sockets() const override;
  std::uint64_t dropped() const override { return count_drops() - dropped_before_; }

 private:
  enum class End : std::uint8_t { none, drain, leave };

  bool answer_batch(Door& door, int flags);
  void answer_those(std::size_t received, const Door& door);
  void serve_several();
  std::uint64_t count_drops() const;

  std::vector<Door> doors_;
  std::vector<pollfd> polled_;  // of the doors
  Answerer answerer_;
  std::unique_ptr<Batch> batch_;
  const std::uint64_t dropped_before_;  // by a socket that was inherited
  std::atomic<End> end_{End::none};
};

void UdpListener::run() {
  const timeval idle{0, idle_milliseconds * 1000};
  ::setsockopt(doors_[0].socket.get(), SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
  while (end_.load(std::memory_order_relaxed) == End::none) {
    if (doors_.size() > 1)
      serve_several();
    else if (!answer_batch(doors_[0], 0))
      answerer_.look();
  }
  for (const Door& door : doors_)  // nobody steers it any more, and the sockets may live on
    if (door.overload.is_acting()) let_in(door.socket, 1);
  if (end_.load(std::memory_order_relaxed) == End::leave) return;
  for (Door& door : doors_)  // what the kernel holds was sent before we were told to stop
    for (int rounds = 0; rounds < 1000 && answer_batch(door, MSG_DONTWAIT); ++rounds) {
    }
}

std::vector<NamedSocket> UdpListener::sockets() const {
  std::vector<NamedSocket> out;
  for (const Door& door : doors_) out.push_back({"udp", door.endpoint.text(), door.socket.get()});
  return out;
}

// Asked of the kernel when somebody wants to know: counting costs no query anything.
std::uint64_t UdpListener::count_drops() const {
  std::uint64_t out = 0;
  for (const Door& door : doors_)
    if (!door.is_shared) out += queue_of(door.socket).dropped;
  return out;
}

void UdpListener::serve_several() {
  if (::poll(polled_.data(), polled_.size(), idle_milliseconds) <= 0) answerer_.look();
  for (std::size_t i = 0; i < polled_.size(); ++i)
    if (polled_[i].revents != 0 || doors_[i].overload.is_acting()) answer_batch(doors_[i], MSG_DONTWAIT);
}

// False when nothing was there.
bool UdpListener::answer_batch(Door& door, int flags) {
  const auto received = static_cast<std::size_t>(std::max(batch_->receive(door.socket.get(), flags), 0));
  if (received > 0) answer_those(received, door);
  if (!door.is_held) guard(door.socket, door.overload, received, received == Batch::batch_size);
  return received > 0;
}

void UdpListener::answer_those(std::size_t received, const Door& door) {
  answerer_.look();
  answerer_.count_in(door.lane);
  for (std::size_t i = 0; i < received; ++i) {
    if (const auto reason = batch_->refusal(i)) {
      door.lane.add(count::of(*reason));
      continue;
    }
    const std::size_t size = answerer_.answer(batch_->request(i), batch_->peer(i), batch_->room(i));
    if (size > 0) batch_->reply(i, size);
  }
  const std::size_t unsent = batch_->send(door.socket.get());
  door.lane.add(count::received, received);
  door.lane.add(count::answered, batch_->queued());
  if (unsent > 0) door.lane.add(count::unsent, unsent);
}

}  // namespace

Result<std::unique_ptr<Listener>> make_udp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source, stats::Lanes& lanes,
                                           Inherited* inherited, RateTable* rates) {
  // Read batch by batch, so one lane a family does, however many sockets.
  const stats::Lane v4 = lanes.add(stats::Path::udp4), v6 = lanes.add(stats::Path::udp6);
  std::vector<Door> doors;
  for (const Endpoint& endpoint : endpoints) {
    const std::string at = endpoint.text();
    const bool is_shared = inherited != nullptr && inherited->is_shared("udp", at);
    const bool is_held = inherited != nullptr && inherited->held("udp", at) > 0;
    auto socket = take_or_bind_udp(inherited, endpoint);
    if (!socket) return socket.error();
    let_in(*socket, 1);  // who had it before may have been killed in an overload
    const stats::Lane lane = endpoint.address.family() == Family::v4 ? v4 : v6;
    doors.push_back({endpoint, std::move(*socket), lane, is_shared, is_held});
  }
  return std::unique_ptr<Listener>(std::make_unique<UdpListener>(std::move(doors), source, rates));
}

}  // namespace rota::serve
