// What a descriptor is that goes to a new process, as the kernel sees it: the line between the
// old and the new one, or a listening socket.
#pragma once

#include <cstdint>
#include <optional>

namespace rota::process {

enum class Handed : std::uint8_t {
  line,         // to another process of this machine
  datagrams,    // of IP
  connections,  // the same, listening
  local         // listening for processes of this machine
};
constexpr Handed last_handed = Handed::local;

std::optional<Handed> handed_as(int descriptor);  // nothing: it is none of these

}  // namespace rota::process
