// The two listening sockets of the control server: a UNIX socket for this machine's operators
// and a TCP port for browsers and collectors. Opened while the process may still
// be root. Which are opened is the daemon's to say (daemon/control_sockets.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/inherited.h"
#include "base/result.h"
#include "process/privileges.h"

namespace rota::process {

// The kinds of these sockets, where they are handed from process to process.
constexpr std::string_view local_kind = "control";
constexpr std::string_view tcp_kind = "http";

// A listening, non-blocking socket; the file of a UNIX one goes with it.
class ListeningSocket {
 public:
  ListeningSocket(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~ListeningSocket();
  ListeningSocket(ListeningSocket&& other) noexcept;
  ListeningSocket& operator=(ListeningSocket&&) = delete;

  int descriptor() const { return descriptor_; }
  NamedSocket named() const;  // for another process to inherit
  bool is_local() const { return !path_.empty(); }

  // The descriptor is another's to close now.
  int release();
  // The file stays when this goes: another process listens on the same socket. So it is
  // with a listening socket that was inherited, until the other one has left.
  void leave() { path_is_ours_ = false; }
  void own() { path_is_ours_ = true; }

 private:
  int descriptor_;
  std::string path_;  // "" of a TCP listening socket
  bool path_is_ours_ = true;
};

// `account` is whom the process will become: where that user, or anybody but root, can change
// what the path leads to, the socket is made with its rights (process/paths.h). A file that a
// dead daemon left is replaced; a living one's is an error.
Result<ListeningSocket> open_local(const std::string& path, const std::optional<Account>& account);
Result<ListeningSocket> open_tcp(const Endpoint& endpoint);

}  // namespace rota::process
