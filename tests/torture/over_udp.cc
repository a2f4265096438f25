// Odd packets at the socket of a server. A batch comes from one port, so one worker
// answers it in turn: its last is a good question, and an answer to that says that
// nothing before it hangs.
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>

#include "base/bytes.h"
#include "support/odd_world.h"
#include "support/promises.h"
#include "torture/odd_packets.h"
#include "torture/runs.h"

namespace rota::torture {

namespace {

constexpr std::size_t batch_size = 64;
constexpr std::size_t longest_request = 1472;  // what is longer gets no reply over UDP
constexpr std::uint64_t most_hangs = 3;        // more of them tell nothing new
constexpr std::chrono::milliseconds patience{10'000};

class UdpThrower {
 public:
  explicit UdpThrower(const Options& options);
  UdpThrower(const UdpThrower&) = delete;
  UdpThrower& operator=(const UdpThrower&) = delete;
  ~UdpThrower() { ::close(fd_); }

  Findings run();

 private:
  void throw_batch(std::size_t size);
  void send(std::size_t place, Octets packet);
  std::uint16_t id_of(std::size_t place) const {
    return static_cast<std::uint16_t>(generation_ << 7U | place);
  }
  bool receive(std::chrono::milliseconds limit);
  void take(Bytes reply);
  void count_unanswered();

  const Options& options_;
  int fd_;
  OddPackets odd_;
  Findings found_;
  std::size_t generation_ = 0;                                 // of batches
  std::array<std::optional<Octets>, batch_size + 1> waiting_;  // that are owed a reply
  std::size_t owed_ = 0;
};

UdpThrower::UdpThrower(const Options& options)
    : options_(options),
      fd_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
      odd_(options.seed, test::odd_names()) {
  const auto* server = reinterpret_cast<const sockaddr*>(&options.server);
  if (fd_ < 0 || ::connect(fd_, server, sizeof options.server) != 0)
    throw std::system_error(errno, std::generic_category(), "UDP socket");
}

Findings UdpThrower::run() {
  while (found_.thrown < options_.count && found_.hangs < most_hangs) {
    const std::size_t size = std::min<std::uint64_t>(batch_size, options_.count - found_.thrown);
    throw_batch(size);
    found_.thrown += size;
  }
  return std::move(found_);
}

void UdpThrower::throw_batch(std::size_t size) {
  ++generation_;
  for (std::size_t i = 0; i < size; ++i) send(i, odd_.next());
  send(batch_size, test::Packet().question(options_.good, 1).opt());
  while (owed_ > 0 && receive(patience)) {
  }
  count_unanswered();
}

// With an id of its own: by that the reply finds it.
void UdpThrower::send(std::size_t place, Octets packet) {
  const std::uint16_t id = id_of(place);
  if (packet.size() >= sizeof id) store16(packet.data(), id);
  if (packet.size() > 2 && (packet[2] & 0x80) != 0) ++found_.responses;
  if (::send(fd_, packet.data(), packet.size(), 0) < 0) return;  // nobody listens: it stays owed
  if (!test::wants_reply(packet) || packet.size() > longest_request) return;
  waiting_[place] = std::move(packet);
  ++owed_;
}

bool UdpThrower::receive(std::chrono::milliseconds limit) {
  pollfd polled{fd_, POLLIN, 0};
  if (::poll(&polled, 1, static_cast<int>(limit.count())) <= 0) return false;
  std::array<std::uint8_t, 65535> room;
  const ssize_t size = ::recv(fd_, room.data(), room.size(), 0);
  if (size < 0) return errno == EINTR;
  take(Bytes(room).first(static_cast<std::size_t>(size)));
  return true;
}

void UdpThrower::take(Bytes reply) {
  ++found_.replies;
  if (reply.size() < 12) return found_.note(found_.broken, "a reply without a header", reply);
  const std::uint16_t id = load16(reply.data());
  const std::size_t place = id & 127U;
  if (place > batch_size || id != id_of(place) || !waiting_[place])
    return found_.note(found_.answered_responses, "a reply that nothing asked for", reply);
  ++found_.rcodes[reply[3] & 15];
  if (const char* broken = test::broken_promise(*waiting_[place], reply, false))
    found_.note(found_.broken, broken, *waiting_[place]);
  if (place == batch_size && ((reply[3] & 15) != 0 || load16(reply.data() + 6) == 0))
    found_.note(found_.broken, "a good question has its answer", reply);
  waiting_[place].reset();
  --owed_;
}

void UdpThrower::count_unanswered() {
  if (waiting_[batch_size])
    found_.note(found_.hangs, "a good question behind odd packets", *waiting_[batch_size]);
  for (auto& packet : waiting_) {
    if (packet && !waiting_[batch_size]) found_.note(found_.broken, "every query gets an answer", *packet);
    packet.reset();
  }
  owed_ = 0;
}

}  // namespace

Findings run_udp(const Options& options) { return UdpThrower(options).run(); }

}  // namespace rota::torture
