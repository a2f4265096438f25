// The questions whose cost is watched, each with what it must be answered, and the
// small world that answers them, with the settings of a case. Nothing here is random: a
// count of instructions must come out the same every time.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "support/world.h"

namespace rota::cost {

using dns::Type;
using test::Octets;

// Who asks, from where tests/cost/count.cc asks.
inline const std::string asker = "192.0.2.99";

struct Case {
  const char* name;
  Octets request;
  dns::Rcode rcode = dns::Rcode::noerror;
  std::size_t answers = 0;
  snapshot::Service service{};
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

inline std::shared_ptr<const snapshot::Snapshot> small_world(const snapshot::Service& service = {}) {
  auto zone = test::ZoneBuilder::usual("lb.example");
  zone.pool("www", Type::a, 0, 0).pool("www", Type::aaaa, 0, 1).pool("*.any", Type::a, 0, 2);
  zone.pool("heavy", Type::a, 1, 3);
  for (const Octets& address : addresses(Type::a, 4)) zone.add("static", Type::a, address);
  zone.add("alias", Type::cname, test::wire("second.lb.example"));
  zone.add("second", Type::cname, test::wire("www.lb.example"));
  zone.add("direct", Type::cname, test::wire("www.lb.example"));
  zone.add("static", Type::txt, test::text("v=spf1 -all")).add("@", Type::mx, test::mx(1, "mail.elsewhere"));
  return test::make_snapshot({std::move(zone)},
                             {{{round_robin(Type::a), round_robin(Type::aaaa)}}, {{weighted(4)}}}, service);
}

inline snapshot::Service with_cookies() {
  snapshot::Service out;
  out.cookies.secrets = {dns::CookieSecret{1, 2, 3}};
  return out;
}

// A thousand networks, that of who asks among them.
inline snapshot::Service with_list() {
  std::vector<Prefix> networks;
  for (int i = 0; i < 999; ++i)
    networks.push_back(
        *parse_prefix("198." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ".0/24"));
  networks.push_back(*parse_prefix(asker));
  IdVector<ZoneSlot, snapshot::AccessList> zones;
  zones.push_back(networks);
  snapshot::Service out;
  out.access = snapshot::Access(networks, zones);
  return out;
}

// Not reached.
inline snapshot::Service with_rate_limit() {
  snapshot::Service out;
  out.rate_limit = {.responses = 1'000'000, .negative = 1'000'000, .burst = 1'000'000};
  return out;
}

// With DO and these options.
inline Octets ask_with(const Octets& options, std::string_view name = "www.lb.example", Type type = Type::a) {
  return test::Packet()
      .question(name, static_cast<std::size_t>(type))
      .opt({.flags = 0x8000, .options = options});
}

inline Octets option(std::size_t code, const Octets& data) {
  Octets out;
  test::put16(out, code);
  test::put16(out, data.size());
  test::put(out, data);
  return out;
}

// As a server with cookies would have made it now.
inline Octets good_cookie() {
  const auto since = system_clock.wall().time_since_epoch();
  const auto now = static_cast<dns::Stamp>(std::chrono::duration_cast<seconds>(since).count());
  const auto cookie =
      dns::make_cookie(with_cookies().cookies.secrets.front(), Octets(8, 7), *parse_address(asker), now);
  return option(10, {cookie.begin(), cookie.end()});
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
          {"CNAME to a pool", ask("direct.lb.example", Type::a), Rcode::noerror, 5},
          {"two CNAMEs to a pool", ask("alias.lb.example", Type::a), Rcode::noerror, 6},
          {"static A", ask("static.lb.example", Type::a), Rcode::noerror, 4},
          {"static TXT", ask("static.lb.example", Type::txt), Rcode::noerror, 1},
          {"static MX", ask("lb.example", Type::mx), Rcode::noerror, 1},
          {"no data", ask("static.lb.example", Type::aaaa), Rcode::noerror, 0},
          {"no data at a pool", ask("www.lb.example", Type::https), Rcode::noerror, 0},
          {"no such name", ask("none.lb.example", Type::a), Rcode::nxdomain, 0},
          {"no such name, in capitals", ask("NONE.LB.example", Type::a), Rcode::nxdomain, 0},
          {"no such name, far below", ask("a.b.c.d.none.lb.example", Type::a), Rcode::nxdomain, 0},
          {"pool A, DO, padding", ask_with(option(12, Octets(64, 0))), Rcode::noerror, 4},
          {"pool A, DO, good cookie", ask_with(good_cookie()), Rcode::noerror, 4, with_cookies()},
          {"pool A, DO, first cookie", ask_with(option(10, Octets(8, 7))), Rcode::noerror, 4, with_cookies()},
          {"no such name, DO, good cookie", ask_with(good_cookie(), "none.lb.example"), Rcode::nxdomain, 0,
           with_cookies()},
          {"pool A, 1,000 networks listed", ask("www.lb.example", Type::a), Rcode::noerror, 4, with_list()},
          {"pool A, rate limit on", ask("www.lb.example", Type::a), Rcode::noerror, 4, with_rate_limit()},
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
