#include "serve/listeners/socket_filter.h"

#include <linux/filter.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace rota::serve {

namespace {

constexpr std::size_t size_of_one = 832;  // octets that a small datagram takes of a receive buffer

}  // namespace

Overload::Queue queue_of(const Socket& socket) {
  std::array<std::uint32_t, SK_MEMINFO_VARS> info{};
  socklen_t size = sizeof info;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_MEMINFO, info.data(), &size);
  return {info[SK_MEMINFO_DROPS], info[SK_MEMINFO_RMEM_ALLOC] / size_of_one};
}

void let_in(const Socket& socket, double share) {
  const int unused = 0;
  if (share >= 1) {
    ::setsockopt(socket.get(), SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused);
    return;
  }
  const auto bound = static_cast<std::uint32_t>(std::clamp(share, 0.0, 1.0) * 0xFFFFFFFF);
  std::array<sock_filter, 4> program{{
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_RANDOM)},
      {BPF_JMP | BPF_JGE | BPF_K, 0, 1, bound},
      {BPF_RET | BPF_K, 0, 0, 0},
      {BPF_RET | BPF_K, 0, 0, 0xFFFFFFFF},
  }};
  const sock_fprog all{program.size(), program.data()};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_ATTACH_FILTER, &all, sizeof all);
}

}  // namespace rota::serve
