// What rotad asks of its helper (helper_process.h), and what that answers: one datagram each.
// Integers are in network order.
//
//   request  version 8 | kind 8 | id 32 | become:  user 32, group 32, the user's name
//                                       | confine: filter system calls as well 8
//                                       | take:    one kind 8 for each descriptor that comes along
//                                       | start:   -
//   answer   version 8 | id 32 | kind 8 | process 32 | errno 32
//
// Several requests may be under way: an answer names the one that it belongs to. Both readers
// take exactly what the writers make, and trust nobody: rotad may be taken over. A request holds
// numbers of closed sets and, before anything is served, a user; none of it becomes an argument
// or an environment variable of a program. A new kind is one more type in What.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "process/helper/handed.h"
#include "process/privileges.h"

namespace rota::process {

constexpr std::uint8_t helper_protocol = 1;

struct Become {  // that user, from now on; only before Confine
  Account account;
};
struct Confine {  // give up what is not needed to start the program; once
  bool with_filter = false;
};
struct Take {  // these descriptors, for the Start of the same id
  std::vector<Handed> kinds;
};
struct Start {};  // the program, with the descriptors taken for this id

struct Request {
  using What = std::variant<Become, Confine, Take, Start>;  // on the wire, its index is the kind
  std::uint32_t id = 0;
  What what;
};

struct Answer {
  enum class Kind : std::uint8_t { done, started, failed };
  std::uint32_t id = 0;
  Kind kind = Kind::done;
  std::uint32_t process = 0;  // started: a child of rotad; failed: the same, if any, and it has ended
  std::uint32_t error = 0;    // failed: its number
};

// Empty: what it says does not fit into a request, as a name that is too long.
std::vector<std::uint8_t> write_request(const Request& request);
std::optional<Request> read_request(Bytes octets);

std::vector<std::uint8_t> write_answer(const Answer& answer);
std::optional<Answer> read_answer(Bytes octets);

}  // namespace rota::process
