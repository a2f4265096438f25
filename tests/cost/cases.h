// The questions whose cost is watched, each with what it must be answered, and the
// one small world that answers them. Nothing here is random: a count of
// instructions must come out the same every time.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "support/world.h"

namespace rota::cost {

using dns::Type;
using test::Octets;

struct Case {
  const char* name;
  Octets request;
  dns::Rcode rcode = dns::Rcode::noerror;
  std::size_t answers = 0;
};

inline Octets ask(std::string_view name, Type type, bool edns = true) {
  test::Packet out;
  out.question(name, static_cast<std::size_t>(type));
  return edns ? out.opt() : out;
}

inline std::vector<Octets> addresses(Type type, std::size_t count) {
  std::vector<Octets> out(count, Octets(type == Type::a ? 4 : 16, 0x20));
  for (std::size_t i = 0; i < count; ++i) {
    out[i].back() = static_cast<std::uint8_t>(i);
    out[i].rbegin()[1] = static_cast<std::uint8_t>(i >> 8);
  }
  return out;
}

inline test::MenuOrder round_robin(Type type) { return {.type = type, .members = addresses(type, 4)}; }
inline test::MenuOrder weighted(std::size_t members) {
  test::MenuOrder out{.type = Type::a, .members = addresses(Type::a, members), .policy = "weighted"};
  for (std::size_t i = 0; i < members; ++i) out.weights.push_back(static_cast<std::uint32_t>(i % 4 + 1));
  return out;
}

inline std::shared_ptr<const snapshot::Snapshot> small_world() {
  auto zone = test::ZoneBuilder::usual("lb.example");
  zone.pool("www", Type::a, 0, 0).pool("www", Type::aaaa, 0, 1).pool("*.any", Type::a, 0, 2);
  zone.pool("heavy", Type::a, 1, 3);
  for (const Octets& address : addresses(Type::a, 4)) zone.add("static", Type::a, address);
  zone.add("alias", Type::cname, test::wire("second.lb.example"));
  zone.add("second", Type::cname, test::wire("www.lb.example"));
  return test::make_snapshot({std::move(zone)},
                             {{{round_robin(Type::a), round_robin(Type::aaaa)}}, {{weighted(4)}}});
}

inline std::vector<Case> cases() {
  using dns::Rcode;
  Octets cut_short = ask("www.lb.example", Type::a, false);
  cut_short.pop_back();
  return {{"pool round_robin A", ask("www.lb.example", Type::a), Rcode::noerror, 4},
          {"pool round_robin A, no EDNS", ask("www.lb.example", Type::a, false), Rcode::noerror, 4},
          {"pool round_robin AAAA", ask("www.lb.example", Type::aaaa), Rcode::noerror, 4},
          {"pool weighted A", ask("heavy.lb.example", Type::a), Rcode::noerror, 1},
          {"pool weighted A, no EDNS", ask("heavy.lb.example", Type::a, false), Rcode::noerror, 1},
          {"pool at a wildcard", ask("x.any.lb.example", Type::a), Rcode::noerror, 4},
          {"two CNAMEs to a pool", ask("alias.lb.example", Type::a), Rcode::noerror, 6},
          {"static A", ask("static.lb.example", Type::a), Rcode::noerror, 4},
          {"no data", ask("static.lb.example", Type::aaaa), Rcode::noerror, 0},
          {"no such name", ask("none.lb.example", Type::a), Rcode::nxdomain, 0},
          {"refused", ask("www.elsewhere", Type::a), Rcode::refused, 0},
          {"malformed", cut_short, Rcode::formerr, 0}};
}

// Whether `reply` is what the case must be answered, as far as its header tells.
inline bool is_right(const Case& of, Bytes reply) {
  return reply.size() >= 12 && std::equal(of.request.begin(), of.request.begin() + 2, reply.begin()) &&
         (reply[2] & 0x80) != 0 && (reply[3] & 15) == static_cast<int>(of.rcode) &&
         reply[6] * 256U + reply[7] == of.answers;
}

}  // namespace rota::cost
