#include "process/service/activation.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
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

std::string_view kind_of(int socket) {
  const int type = option(socket, SOL_SOCKET, SO_TYPE);
  if (type == SOCK_DGRAM) return "udp";
  return type == SOCK_STREAM && option(socket, SOL_SOCKET, SO_ACCEPTCONN) == 1 ? "tcp" : "";
}

void adopt(Inherited& out, Socket socket, const std::string& called) {
  ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  const std::string_view kind = kind_of(socket.get());
  const auto endpoint = bound_to(socket.get());
  if (kind.empty() || !endpoint)
    return log_warning(called + " is neither a UDP nor a listening TCP socket: it is not used");
  if (endpoint->address.family() == Family::v6 && endpoint->address.is_unspecified() &&
      option(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY) == 0)
    log_warning(called + " takes IPv4 as well as IPv6: set BindIPv6Only=ipv6-only in its unit");
  out.add({std::string(kind), endpoint->text(), socket.release(), true});
}

}  // namespace

Result<Inherited> passed_sockets(int first) {
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
    adopt(out, Socket(first + i),
          "socket " + std::to_string(first + i) + " of the service manager" +
              (name.empty() ? "" : " ('" + printable(name) + "')"));
  }
  return out;
}

void drop_unnamed(Inherited& inherited, std::span<const Endpoint> listen) {
  for (const std::string_view kind : {"udp", "tcp"})
    for (const std::string& address : inherited.addresses(kind)) {
      const auto endpoint = parse_endpoint(address);
      if (inherited.held(kind, address) == 0 ||
          (endpoint && std::ranges::find(listen, *endpoint) != listen.end()))
        continue;
      log_warning("the service manager holds a " + std::string(kind) + " socket at " + address +
                  ", which 'listen' does not name: nobody answers there");
      inherited.drop(kind, address);
    }
}

}  // namespace rota::process
