#include "serve/listeners/udp_batch.h"

#include <cerrno>
#include <cstring>

namespace rota::serve {

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

// What was sent to a broadcast or multicast address is not answered: that would be
// amplified or forged. The rest is answered from the address that was asked, by
// whatever interface leads to the asker: routes need not be symmetric.
bool Batch::settle_source(msghdr& header) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
       control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
      in_pktinfo info{};
      std::memcpy(&info, CMSG_DATA(control), sizeof info);
      // Of one that waited in a held socket before this was asked for, the kernel does not say
      // by which address of ours it came; it sends from no other, so trying is safe.
      if (info.ipi_spec_dst.s_addr == INADDR_ANY) info.ipi_spec_dst = info.ipi_addr;
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

std::size_t Batch::send(int socket) {
  std::size_t skipped = 0;
  for (std::size_t sent = 0; sent < queued_;) {
    const int n = ::sendmmsg(socket, out_.data() + sent, static_cast<unsigned>(queued_ - sent), MSG_DONTWAIT);
    if (n < 0 && errno == EINTR) continue;
    sent += n > 0 ? static_cast<std::size_t>(n) : 1;  // one that cannot be sent is skipped, the rest goes on
    skipped += n > 0 ? 0 : 1;
  }
  return skipped;
}

}  // namespace rota::serve
