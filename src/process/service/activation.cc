#include "process/service/activation.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "base/printable.h"
#include "process/service/number.h"

namespace rota::process {

namespace {

constexpr int most_passed = 4096;

std::optional<std::string> take_variable(const char* name) {
  const char* const found = ::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread
  if (found == nullptr) return {};
  std::string out = found;
  ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe): it is for no child of ours
  return out;
}

int option(int socket, int level, int name) {
  int out = 0;
  socklen_t size = sizeof out;
  return ::getsockopt(socket, level, name, &out, &size) == 0 ? out : -1;
}

// nullptr: it answers no questions of any kind.
const SocketKind* kind_of(int socket, std::span<const SocketKind> kinds, std::string_view name) {
  const int type = option(socket, SOL_SOCKET, SO_TYPE);
  if (type == SOCK_STREAM && option(socket, SOL_SOCKET, SO_ACCEPTCONN) != 1) return nullptr;
  const SocketKind* out = nullptr;
  for (const SocketKind& kind : kinds)
    if (kind.type == type && (out == nullptr || kind.name == name)) out = &kind;
  return out;
}

void adopt(Inherited& out, Socket socket, std::span<const SocketKind> kinds, const std::string& name) {
  ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  const SocketKind* const kind = kind_of(socket.get(), kinds, name);
  const auto endpoint = bound_to(socket.get());
  const std::string called = "socket " + std::to_string(socket.get()) + " of the service manager" +
                             (name.empty() ? "" : " ('" + printable(name) + "')");
  if (kind == nullptr || !endpoint)
    return log_warning("socket_unused",
                       called + " is neither a UDP nor a listening TCP socket: it is not used");
  if (endpoint->address.family() == Family::v6 && endpoint->address.is_unspecified() &&
      option(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY) == 0)
    log_warning("socket_both_families",
                called + " takes IPv4 as well as IPv6: set BindIPv6Only=ipv6-only in its unit");
  out.add({std::string(kind->name), endpoint->text(), socket.release(), true});
}

}  // namespace

Result<Inherited> passed_sockets(std::span<const SocketKind> kinds, int first) {
  const auto process = take_variable("LISTEN_PID"), count = take_variable("LISTEN_FDS");
  std::string names = take_variable("LISTEN_FDNAMES").value_or("");
  Inherited out;
  if (!process || !count || whole_number(*process) != ::getpid()) return out;
  const auto passed = whole_number(*count);
  if (!passed || *passed < 0 || *passed > most_passed)
    return Error{"LISTEN_FDS is '" + printable(*count) + "', and not a number of sockets"};
  for (int i = 0; i < static_cast<int>(*passed); ++i) {
    const std::string name = names.substr(0, names.find(':'));
    names.erase(0, name.size() + 1);
    adopt(out, Socket(first + i), kinds, name);
  }
  return out;
}

void drop_unnamed(Inherited& inherited, std::span<const SocketKind> kinds,
                  const std::set<SocketName>& named) {
  for (const SocketKind& kind : kinds)
    for (const std::string& address : inherited.addresses(kind.name)) {
      if (inherited.held(kind.name, address) == 0 || named.contains({std::string(kind.name), address}))
        continue;
      log_warning("socket_unused",
                  "the service manager holds a " + std::string(kind.name) + " socket at " + address +
                      ", which is not in \"listen\": rota does not answer there",
                  {{"address", address}});
      inherited.drop(kind.name, address);
    }
}

}  // namespace rota::process
