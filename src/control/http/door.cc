#include "control/http/door.h"

#include <grp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "base/socket.h"

namespace rota::control::http {

namespace {

constexpr const char* operators = "rota";  // the group that may use the socket
constexpr int backlog = 128;
constexpr std::string_view local_kind = "control";  // of sockets handed from process to process
constexpr std::string_view tcp_kind = "http";

Error failed(const std::string& what) { return {what + ": " + std::generic_category().message(errno)}; }

std::optional<sockaddr_un> unix_address(const std::string& path) {
  sockaddr_un out{};
  out.sun_family = AF_UNIX;
  if (path.size() >= sizeof out.sun_path) return {};
  std::copy(path.begin(), path.end(), std::begin(out.sun_path));
  return out;
}

const sockaddr* general(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

// Whether somebody answers there.
bool is_alive(const sockaddr_un& address) {
  const Door caller(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "");
  if (::connect(caller.descriptor(), general(address), sizeof address) == 0) return true;
  return errno != ECONNREFUSED && errno != ENOENT;  // a full queue is a life as well
}

// What is there already must be a dead daemon's socket.
std::optional<Error> make_way(const std::string& path, const sockaddr_un& address) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return {};
  if (!S_ISSOCK(about.st_mode)) return Error{path + " is there already, and is no socket"};
  if (is_alive(address)) return Error{path + " is in use: another rotad answers there"};
  if (::unlink(path.c_str()) != 0) return failed("cannot replace " + path);
  return {};
}

void make_directory_of(const std::string& path, const std::optional<Account>& account) {
  const std::string directory = path.substr(0, path.rfind('/') + 1);
  if (directory.empty() || ::mkdir(directory.c_str(), 0755) != 0) return;
  if (account && ::chown(directory.c_str(), account->user, account->group) != 0)
    log_warning(failed("cannot give away " + directory).text);
}

// Nobody can connect before listen(), so there is no moment with other permissions.
void admit_operators(const std::string& path) {
  if (::chmod(path.c_str(), 0660) != 0) log_warning(failed("cannot set the mode of " + path).text);
  const group* found = ::getgrnam(operators);  // NOLINT(concurrency-mt-unsafe): before any thread
  if (found == nullptr)
    return log_warning("group 'rota' does not exist: only root and the owner of " + path + " can use it");
  if (::chown(path.c_str(), static_cast<uid_t>(-1), found->gr_gid) != 0)
    log_warning(failed("cannot give " + path + " to group 'rota'").text);
}

}  // namespace

NamedSocket Door::named() const {
  if (is_local()) return {std::string(local_kind), path_, descriptor_};
  const auto endpoint = bound_to(descriptor_);
  return {std::string(tcp_kind), endpoint ? endpoint->text() : "", descriptor_};
}

Door::~Door() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (path_is_ours_ && !path_.empty()) ::unlink(path_.c_str());
}

Door::Door(Door&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::exchange(other.path_, {})),
      path_is_ours_(other.path_is_ours_) {}

int Door::release() { return std::exchange(descriptor_, -1); }

Result<Door> open_local(const std::string& path, const std::optional<Account>& account) {
  const auto address = unix_address(path);
  if (!address) return Error{"the path of the control socket is too long: " + path};
  make_directory_of(path, account);
  if (auto error = make_way(path, *address)) return *error;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (::bind(descriptor, general(*address), sizeof *address) != 0) {
    Error error = failed("cannot make the control socket " + path);
    ::close(descriptor);
    return error;
  }
  Door out(descriptor, path);
  admit_operators(path);
  if (::listen(descriptor, backlog) != 0) return failed("cannot listen on " + path);
  return out;
}

Result<Door> open_tcp(const Endpoint& endpoint) {
  sockaddr_storage address{};
  const std::size_t size = to_sockaddr(endpoint, address);
  Door out(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "");
  const int yes = 1;
  ::setsockopt(out.descriptor(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (address.ss_family == AF_INET6)
    ::setsockopt(out.descriptor(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  if (::bind(out.descriptor(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) !=
          0 ||
      ::listen(out.descriptor(), backlog) != 0)
    return failed("cannot listen on http://" + endpoint.text());
  return out;
}

namespace {

// Adds the door; the error is the caller's when it was asked for.
std::optional<Error> take(std::vector<Door>& doors, Result<Door> door, bool was_asked_for) {
  if (door) {
    doors.push_back(std::move(*door));
    return {};
  }
  if (was_asked_for) return door.error();
  log_warning(door.error().text + "; set it in [control], or \"\" for none");
  return {};
}

}  // namespace

Result<std::vector<Door>> open_doors(const config::ControlConfig& control,
                                     const std::optional<Account>& account, Inherited* inherited) {
  std::vector<Door> out;
  const auto inherit = [&](std::string_view kind, const std::string& address, const std::string& path) {
    auto socket = inherited != nullptr ? inherited->take(kind, address) : std::nullopt;
    if (socket) out.emplace_back(socket->release(), path).leave();
    return socket.has_value();
  };
  if (!control.socket.empty() && !inherit(local_kind, control.socket, control.socket))
    if (const auto error = take(out, open_local(control.socket, account), control.socket_given))
      return *error;
  const auto endpoint = parse_endpoint(control.http);
  if (endpoint) {
    if (!endpoint->address.is_loopback())
      log_warning("the control server is reachable from other machines: everybody there can read all of it");
    if (inherit(tcp_kind, endpoint->text(), "")) return out;
    if (const auto error = take(out, open_tcp(*endpoint), control.http_given)) return *error;
  }
  return out;
}

void close_surplus_doors(Inherited& inherited) {
  for (const std::string& path : inherited.addresses(local_kind))
    const Door closed(inherited.take(local_kind, path)->release(), path);
  for (const std::string& address : inherited.addresses(tcp_kind)) inherited.take(tcp_kind, address);
}

}  // namespace rota::control::http
