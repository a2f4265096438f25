// UDP: a plain thread that blocks in recvmmsg, answers in batches and sends each
// batch with one call. No event loop: its wake-ups cost more than the answers.
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <vector>

#include "serve/answerer.h"
#include "serve/listeners/all.h"
#include "serve/socket.h"

namespace rota::serve {

namespace {

constexpr std::size_t batch_size = 32;
// Longer requests would have come in fragments, and none is sensible. An odd number
// of cache lines: the buffers' heads then do not all compete for the same few.
constexpr std::size_t message_size = 1472;
// How long an idle thread may hold an old snapshot or miss that it is to stop.
constexpr int idle_milliseconds = 250;

// Buffers for one batch: each reply is written where its request came in.
class Batch {
 public:
  // Sockets bound to a wildcard address say where each request was sent to.
  explicit Batch(bool wildcard);

  // Receives; returns how many requests came, or -1.
  int receive(int socket, int flags);
  bool may_be_answered(std::size_t i);

  Bytes request(std::size_t i) const { return {messages_[i].data(), in_[i].msg_len}; }
  std::span<std::uint8_t> room(std::size_t i) { return std::span(messages_[i]).first(dns::udp_limit); }

  // Queues the reply to request i; it leaves from the address that was asked.
  void reply(std::size_t i, std::size_t size);
  void send(int socket);

 private:
  using Control = std::array<std::uint8_t, 64>;  // room for one in6_pktinfo

  void expect(std::size_t i);
  bool settle_source(msghdr& header);

  bool wildcard_;
  std::size_t received_ = batch_size;
  std::size_t queued_ = 0;
  std::array<mmsghdr, batch_size> in_{};
  std::array<mmsghdr, batch_size> out_{};
  std::array<iovec, batch_size> in_parts_{};
  std::array<iovec, batch_size> out_parts_{};
  std::array<sockaddr_storage, batch_size> peers_{};
  alignas(cmsghdr) std::array<Control, batch_size> controls_{};
  alignas(64) std::array<std::array<std::uint8_t, message_size>, batch_size> messages_{};
};

Batch::Batch(bool wildcard) : wildcard_(wildcard) {
  for (std::size_t i = 0; i < batch_size; ++i) {
    in_parts_[i] = {messages_[i].data(), message_size};
    in_[i].msg_hdr.msg_name = &peers_[i];
    in_[i].msg_hdr.msg_iov = &in_parts_[i];
    in_[i].msg_hdr.msg_iovlen = 1;
    if (wildcard) in_[i].msg_hdr.msg_control = controls_[i].data();
    out_[i].msg_hdr.msg_iov = &out_parts_[i];
    out_[i].msg_hdr.msg_iovlen = 1;
  }
}

// What the kernel has written over since.
void Batch::expect(std::size_t i) {
  in_[i].msg_hdr.msg_namelen = sizeof peers_[i];
  in_[i].msg_hdr.msg_controllen = wildcard_ ? sizeof controls_[i] : 0;
}

int Batch::receive(int socket, int flags) {
  for (std::size_t i = 0; i < received_; ++i) expect(i);
  queued_ = 0;
  const int received = ::recvmmsg(socket, in_.data(), batch_size, flags | MSG_WAITFORONE, nullptr);
  received_ = received > 0 ? static_cast<std::size_t>(received) : 0;
  return received;
}

// Not to port 0, which nobody listens on (the port of both families stands at the
// same place), and not what was cut or sent to many.
bool Batch::may_be_answered(std::size_t i) {
  msghdr& header = in_[i].msg_hdr;
  if ((header.msg_flags & MSG_TRUNC) != 0) return false;
  if (reinterpret_cast<const sockaddr_in&>(peers_[i]).sin_port == 0) return false;
  return !wildcard_ || settle_source(header);
}

// What was sent to a broadcast or multicast address is not answered: that would be
// amplified or forged. The rest is answered from the address that was asked, by
// whatever interface leads to the asker: routes need not be symmetric.
bool Batch::settle_source(msghdr& header) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
       control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
      in_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(control), sizeof info);
      if (info.ipi_addr.s_addr != info.ipi_spec_dst.s_addr) return false;
      info.ipi_ifindex = 0;
      std::memcpy(CMSG_DATA(control), &info, sizeof info);
    } else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
      in6_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(control), sizeof info);
      if (info.ipi6_addr.s6_addr[0] == 0xff) return false;
      if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
      std::memcpy(CMSG_DATA(control), &info, sizeof info);
    }
  }
  return true;
}

// The destination as received is the source to send from.
void Batch::reply(std::size_t i, std::size_t size) {
  const msghdr& asked = in_[i].msg_hdr;
  out_parts_[queued_] = {messages_[i].data(), size};
  msghdr& header = out_[queued_++].msg_hdr;
  header.msg_name = asked.msg_name;
  header.msg_namelen = asked.msg_namelen;
  header.msg_control = asked.msg_control;
  header.msg_controllen = asked.msg_controllen;
}

void Batch::send(int socket) {
  for (std::size_t sent = 0; sent < queued_;) {
    const int n = ::sendmmsg(socket, out_.data() + sent, static_cast<unsigned>(queued_ - sent), MSG_DONTWAIT);
    if (n < 0 && errno == EINTR) continue;
    sent += n > 0 ? static_cast<std::size_t>(n) : 1;  // one that cannot be sent is skipped, the rest goes on
  }
}

struct Door {
  Endpoint endpoint;
  Socket socket;
};

class UdpListener final : public Listener {
 public:
  UdpListener(std::vector<Door> doors, Published<snapshot::Snapshot>& source)
      : doors_(std::move(doors)),
        answerer_(source, Dice()),
        batch_(std::make_unique<Batch>(std::ranges::any_of(
            doors_, [](const Door& door) { return door.endpoint.address.is_unspecified(); }))),
        dropped_before_(count_drops()) {}

  void run() override;
  void stop() noexcept override { end_.store(End::drain, std::memory_order_relaxed); }
  void leave() noexcept override { end_.store(End::leave, std::memory_order_relaxed); }
  std::vector<NamedSocket> sockets() const override;
  std::uint64_t dropped() const override { return count_drops() - dropped_before_; }

 private:
  enum class End : std::uint8_t { none, drain, leave };

  bool answer_batch(int socket, int flags);
  void serve_several(std::vector<pollfd>& polled);
  std::uint64_t count_drops() const;

  std::vector<Door> doors_;
  Answerer answerer_;
  std::unique_ptr<Batch> batch_;
  const std::uint64_t dropped_before_;  // by a socket that was inherited
  std::atomic<End> end_{End::none};
};

void UdpListener::run() {
  std::vector<pollfd> polled;
  for (const Door& door : doors_) polled.push_back({door.socket.get(), POLLIN, 0});
  const timeval idle{0, idle_milliseconds * 1000};
  ::setsockopt(doors_[0].socket.get(), SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
  while (end_.load(std::memory_order_relaxed) == End::none) {
    if (doors_.size() > 1)
      serve_several(polled);
    else if (!answer_batch(doors_[0].socket.get(), 0))
      answerer_.look();
  }
  if (end_.load(std::memory_order_relaxed) == End::leave) return;
  for (const Door& door : doors_)  // what the kernel holds was sent before we were told to stop
    for (int rounds = 0; rounds < 1000 && answer_batch(door.socket.get(), MSG_DONTWAIT); ++rounds) {
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
  for (const Door& door : doors_) {
    std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
    socklen_t size = sizeof info;
    ::getsockopt(door.socket.get(), SOL_SOCKET, SO_MEMINFO, info.data(), &size);
    out += info[SK_MEMINFO_DROPS];
  }
  return out;
}

void UdpListener::serve_several(std::vector<pollfd>& polled) {
  if (::poll(polled.data(), polled.size(), idle_milliseconds) <= 0) answerer_.look();
  for (const pollfd& ready : polled)
    if (ready.revents != 0) answer_batch(ready.fd, MSG_DONTWAIT);
}

// False when nothing was there.
bool UdpListener::answer_batch(int socket, int flags) {
  const int received = batch_->receive(socket, flags);
  if (received <= 0) return false;
  answerer_.look();
  for (std::size_t i = 0; i < static_cast<std::size_t>(received); ++i) {
    if (!batch_->may_be_answered(i)) continue;
    const std::size_t size = answerer_.answer(batch_->request(i), Transport::udp, batch_->room(i));
    if (size > 0) batch_->reply(i, size);
  }
  batch_->send(socket);
  return true;
}

}  // namespace

Result<std::unique_ptr<Listener>> make_udp(std::span<const Endpoint> endpoints,
                                           Published<snapshot::Snapshot>& source, Inherited* inherited) {
  std::vector<Door> doors;
  for (const Endpoint& endpoint : endpoints) {
    auto socket = take_or_bind(inherited, "udp", endpoint, bind_udp);
    if (!socket) return socket.error();
    doors.push_back({endpoint, std::move(*socket)});
  }
  return std::unique_ptr<Listener>(std::make_unique<UdpListener>(std::move(doors), source));
}

}  // namespace rota::serve
