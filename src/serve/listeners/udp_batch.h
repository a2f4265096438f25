// Requests over UDP that came together, and their replies: read with one call, sent
// with one call.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"
#include "stats/counts.h"

namespace rota::serve {

// Buffers for one batch: each reply is written where its request came in.
class Batch {
 public:
  // Sockets bound to a wildcard address say where each request was sent to.
  explicit Batch(bool wildcard);

  static constexpr std::size_t batch_size = 32;

  // Receives; returns how many requests came, or -1.
  int receive(int socket, int flags);
  std::optional<stats::Drop> refusal(std::size_t i);  // why it may not be answered

  const sockaddr_storage& sender(std::size_t i) const { return peers_[i]; }
  Bytes request(std::size_t i) const { return {messages_[i].data(), in_[i].msg_len}; }
  std::span<std::uint8_t> room(std::size_t i, std::size_t size) {
    return std::span(messages_[i]).first(size);
  }

  // Queues the reply to request i; it leaves from the address that was asked.
  void reply(std::size_t i, std::size_t size);
  std::size_t queued() const { return queued_; }
  std::size_t send(int socket);  // returns how many were not taken

 private:
  // Longer requests would have come in fragments, and none is sensible. An odd number
  // of cache lines: the buffers' heads then do not all compete for the same few.
  static constexpr std::size_t message_size = 1472;
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

// Not to port 0, which nobody listens on (the port of both families stands at the
// same place), and not what was cut or sent to many.
inline std::optional<stats::Drop> Batch::refusal(std::size_t i) {
  msghdr& header = in_[i].msg_hdr;
  if ((header.msg_flags & MSG_TRUNC) != 0) return stats::Drop::too_long;
  if (reinterpret_cast<const sockaddr_in&>(peers_[i]).sin_port == 0) return stats::Drop::port_zero;
  if (wildcard_ && !settle_source(header)) return stats::Drop::multicast;
  return {};
}

// The destination as received is the source to send from.
inline void Batch::reply(std::size_t i, std::size_t size) {
  const msghdr& asked = in_[i].msg_hdr;
  out_parts_[queued_] = {messages_[i].data(), size};
  msghdr& header = out_[queued_++].msg_hdr;
  header.msg_name = asked.msg_name;
  header.msg_namelen = asked.msg_namelen;
  header.msg_control = asked.msg_control;
  header.msg_controllen = asked.msg_controllen;
}

}  // namespace rota::serve
