// What rotad and the small process that starts new ones (starter_process.h) say to each
// other: one datagram of a fixed size each, on a SOCK_SEQPACKET pair. An order holds
// numbers of closed sets only; descriptors travel as SCM_RIGHTS, each with what it is.
// Nothing in an order becomes an argument or an environment variable of the new process.
//
// The receiver does not trust the sender: rotad may be taken over. What is not exactly an
// order is refused whole, and its descriptors are closed.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/socket.h"
#include "process/privileges.h"

namespace rota::process {

// What a descriptor is: the line between the old and the new process, or a socket by its kind.
enum class Handed : std::uint8_t { line, udp, tcp, control, http };

std::optional<Handed> handed_kind(std::string_view kind);  // as NamedSocket has it
bool is_really(int descriptor, Handed kind);               // as the kernel sees it

struct Order {
  enum class Kind : std::uint8_t {
    become,   // that user, from now on; only before `confine`
    confine,  // give up what is not needed to start the program; once
    take,     // these descriptors, for the program
    start     // it, with the descriptors taken so far
  };
  static constexpr std::size_t most = 200;  // descriptors in one order; the kernel takes 253

  Kind kind = Kind::take;
  std::uint8_t count = 0;      // descriptors that come with it
  std::uint8_t is_filter = 0;  // confine: filter system calls as well
  std::array<Handed, most> handed{};
  uid_t user = 0;
  gid_t group = 0;
  std::array<char, 256> name{};  // of the user, with a NUL
};

struct Report {
  pid_t process = 0;
  int error = 0;
};

std::optional<Order> order_to_become(const Account& account);  // nothing: its name is too long

bool send_order(int line, const Order& order, std::span<const int> descriptors = {});

struct Received {
  Order order;
  std::vector<Socket> descriptors;
};

// Waits for the next order; nothing when the sender has gone or sent what is no order.
std::optional<Received> receive_order(int line);

}  // namespace rota::process
