// The listening sockets that a process is started with - by the one that it replaces, or
// by a service manager that holds them while no process runs - each with what it is: a
// kind ("udp", "tcp", "control", "http") and the address it is bound to. Several of one
// kind and address are those of the workers, in their order: the kernel spreads queries
// over them by their place in it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/socket.h"

namespace rota {

// What kinds of sockets there are that answer questions: names, and types in the kernel.
struct SocketKind {
  std::string_view name;
  int type = 0;  // SOCK_DGRAM
};

// Of a socket: its kind, and the address it is bound to.
using SocketName = std::pair<std::string, std::string>;

// As its owner tells of it, who keeps it.
struct NamedSocket {
  std::string kind;
  std::string address;  // "127.0.0.1:53", "/run/rota/control.sock"
  int descriptor = -1;
  bool is_held = false;  // by the service manager too: closing it here ends nothing
};

class Inherited {
 public:
  // The descriptors of these are `first` and those that follow it. An error when one
  // of them is no socket.
  static Result<Inherited> adopt(std::string_view text, int first);

  void add(NamedSocket socket);  // takes the descriptor over

  // The next of them; nothing when there is none, or none left. Of those that are held
  // there is always one: beyond their number they are shared, in turn.
  std::optional<Socket> take(std::string_view kind, std::string_view address);
  // Where some are left, each address once.
  std::vector<std::string> addresses(std::string_view kind) const;

  void drop(std::string_view kind, std::string_view address);  // closes all of them

  // How many that are held were given for it, taken or not: each must be read from.
  std::size_t held(std::string_view kind, std::string_view address) const;
  // Whether take() would give one that was taken before.
  bool is_shared(std::string_view kind, std::string_view address) const;

 private:
  struct Item {
    std::string kind;
    std::string address;
    Socket socket;
    bool is_held = false;
    std::size_t taken = 0;  // times
  };
  const Item* next(std::string_view kind, std::string_view address) const;
  std::vector<Item> items_;
};

// The text for adopt(): a line each, "udp 127.0.0.1:53" or "held udp 127.0.0.1:53".
std::string describe(const std::vector<NamedSocket>& sockets);

}  // namespace rota
