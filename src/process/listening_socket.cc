#include "process/listening_socket.h"

#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "base/errno_error.h"
#include "base/log.h"
#include "base/socket.h"
#include "process/paths.h"

namespace rota::process {

namespace {

constexpr const char* operators = "rota";  // the group that may use the socket
constexpr int backlog = 128;

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
  const ListeningSocket caller(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "");
  if (::connect(caller.descriptor(), general(address), sizeof address) == 0) return true;
  return errno != ECONNREFUSED && errno != ENOENT;  // a full queue is a life as well
}

// What is there already must be a dead daemon's socket.
std::optional<Error> make_way(const std::string& path, const sockaddr_un& address) {
  struct stat about {};
  if (::lstat(path.c_str(), &about) != 0) return {};
  if (!S_ISSOCK(about.st_mode)) return Error{path + " is there already, and is no socket"};
  if (is_alive(address)) return Error{path + " is in use: another rotad answers there"};
  if (::unlink(path.c_str()) != 0) return errno_error("cannot replace " + path);
  return {};
}

// What is made meanwhile is for its owner and group alone, from the first moment on.
class PrivateMode {
 public:
  PrivateMode() : before_(::umask(0117)) {}
  ~PrivateMode() { ::umask(before_); }
  PrivateMode(const PrivateMode&) = delete;
  PrivateMode& operator=(const PrivateMode&) = delete;

 private:
  const mode_t before_;
};

// An ordinary user gives what it owns to a group that it is a member of: by descriptor, since
// the path may lead elsewhere by now.
bool give_to_group(const std::string& path, gid_t group) {
  const Socket file(::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  return file.get() >= 0 && ::fchownat(file.get(), "", static_cast<uid_t>(-1), group, AT_EMPTY_PATH) == 0;
}

// Binds it for the operators. What root makes has their group from the first moment on.
bool bind_for_operators(int descriptor, const sockaddr_un& address, const std::string& path) {
  const group* const found = ::getgrnam(operators);  // NOLINT(concurrency-mt-unsafe): before any thread
  const gid_t before = ::getegid();
  const bool is_set = found != nullptr && ::setegid(found->gr_gid) == 0;
  const PrivateMode mode;
  const bool is_bound = ::bind(descriptor, general(address), sizeof address) == 0;
  const int error = errno;
  if (is_set && ::setegid(before) != 0)
    log_warning("socket_group", errno_error("cannot leave group 'rota'").text);
  if (is_bound && found == nullptr)
    log_warning("socket_group",
                "group 'rota' does not exist: only root and the owner of " + path + " can use it",
                {{"file", path}});
  if (is_bound && found != nullptr && !is_set && (::geteuid() == 0 || !give_to_group(path, found->gr_gid)))
    log_warning("socket_group", "cannot give " + path + " to group 'rota': only its owner can use it",
                {{"file", path}});
  errno = error;
  return is_bound;
}

// Of who is to make the files of this directory, see process/paths.h.
std::unique_ptr<ActingAs> maker_in(const std::string& directory, const std::optional<Account>& account) {
  if (!account || only_root_can_change(directory)) return nullptr;
  return std::make_unique<ActingAs>(*account);
}

}  // namespace

NamedSocket ListeningSocket::named() const {
  if (is_local()) return {std::string(local_kind), path_, descriptor_};
  const auto endpoint = bound_to(descriptor_);
  return {std::string(tcp_kind), endpoint ? endpoint->text() : "", descriptor_};
}

ListeningSocket::~ListeningSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!path_is_ours_ || path_.empty()) return;
  // Left to the next start where somebody else could lead root to another file.
  if (::geteuid() != 0 || only_root_can_change(directory_of(path_))) ::unlink(path_.c_str());
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      path_(std::exchange(other.path_, {})),
      path_is_ours_(other.path_is_ours_) {}

int ListeningSocket::release() { return std::exchange(descriptor_, -1); }

Result<ListeningSocket> open_local(const std::string& path, const std::optional<Account>& account) {
  const auto address = unix_address(path);
  if (!address) return Error{"the path of the control socket is too long: " + path};
  const std::string directory = directory_of(path);
  const auto maker = maker_in(directory, account);
  if (maker && maker->error() != 0) return errno_error("cannot act as user '" + account->name + "'");
  ::mkdir(directory.c_str(), 0755);  // where it cannot be made, the next step says so
  if (auto error = make_way(path, *address)) return *error;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (!bind_for_operators(descriptor, *address, path)) {
    Error error = errno_error("cannot make the control socket " + path);
    ::close(descriptor);
    return error;
  }
  ListeningSocket out(descriptor, path);
  if (::listen(descriptor, backlog) != 0) return errno_error("cannot listen on " + path);
  return out;
}

Result<ListeningSocket> open_tcp(const Endpoint& endpoint) {
  sockaddr_storage address{};
  const std::size_t size = to_sockaddr(endpoint, address);
  ListeningSocket out(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "");
  const int yes = 1;
  ::setsockopt(out.descriptor(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (address.ss_family == AF_INET6)
    ::setsockopt(out.descriptor(), IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
  if (::bind(out.descriptor(), reinterpret_cast<const sockaddr*>(&address), static_cast<socklen_t>(size)) !=
          0 ||
      ::listen(out.descriptor(), backlog) != 0)
    return errno_error("cannot listen on http://" + endpoint.text());
  return out;
}

}  // namespace rota::process
