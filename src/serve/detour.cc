#include "serve/detour.h"

#include <linux/filter.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "base/log.h"

namespace rota::serve {

namespace {

// Sockets that share an address stand in the kernel's list in the order they were
// bound; this picks one of the first `count`.
bool steer(int socket, std::uint32_t count) {
  std::array<sock_filter, 3> program{{
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(SKF_AD_OFF + SKF_AD_RANDOM)},
      {BPF_ALU | BPF_MOD | BPF_K, 0, 0, count},
      {BPF_RET | BPF_A, 0, 0, 0},
  }};
  const sock_fprog all{program.size(), program.data()};
  return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &all, sizeof all) == 0;
}

}  // namespace

Detour::Detour(const std::vector<NamedSocket>& kept) {
  std::map<std::pair<std::string, std::string>, std::vector<int>> groups;
  for (const NamedSocket& socket : kept) groups[{socket.kind, socket.address}].push_back(socket.descriptor);
  for (const auto& [name, group] : groups) {
    if (steer(group.front(), static_cast<std::uint32_t>(group.size())))
      steered_.push_back(group.front());
    else
      log_warning("sockets_closed",
                  "sockets of " + name.second + " are closed while queries may still come to them",
                  {{"address", name.second}});
  }
}

Detour::~Detour() {
  const int unused = 0;
  for (const int socket : steered_)
    ::setsockopt(socket, SOL_SOCKET, SO_DETACH_REUSEPORT_BPF, &unused, sizeof unused);
}

}  // namespace rota::serve
