#include "process/helper/handed.h"

#include <sys/socket.h>

#include <array>

namespace rota::process {

namespace {

struct KindName {
  Handed kind;
  std::string_view name;
};
constexpr std::array<KindName, 4> kind_names{
    {{Handed::udp, "udp"}, {Handed::tcp, "tcp"}, {Handed::control, "control"}, {Handed::http, "http"}}};

int option(int socket, int name) {
  int out = -1;
  socklen_t size = sizeof out;
  return ::getsockopt(socket, SOL_SOCKET, name, &out, &size) == 0 ? out : -1;
}

}  // namespace

std::optional<Handed> handed_kind(std::string_view kind) {
  for (const KindName& one : kind_names)
    if (one.name == kind) return one.kind;
  return {};
}

bool is_really(int descriptor, Handed kind) {
  const int family = option(descriptor, SO_DOMAIN), type = option(descriptor, SO_TYPE);
  const bool is_internet = family == AF_INET || family == AF_INET6;
  const bool is_listening = option(descriptor, SO_ACCEPTCONN) == 1;
  switch (kind) {
    case Handed::line: return family == AF_UNIX && type == SOCK_STREAM && !is_listening;
    case Handed::udp: return is_internet && type == SOCK_DGRAM;
    case Handed::tcp:
    case Handed::http: return is_internet && type == SOCK_STREAM && is_listening;
    case Handed::control: return family == AF_UNIX && type == SOCK_STREAM && is_listening;
  }
  return false;
}

}  // namespace rota::process
