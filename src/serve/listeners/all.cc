#include "serve/listeners/all.h"

#include <array>

namespace rota::serve {

std::span<const ListenerKind> all_listeners() {
  static constexpr std::array<ListenerKind, 2> kinds{{{"udp", make_udp}, {"tcp", make_tcp}}};
  return kinds;
}

}  // namespace rota::serve
