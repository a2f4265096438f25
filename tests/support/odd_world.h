// Zones and pools of everything that is answered in a way of its own: aliases that
// chain and loop, DNAMEs, wildcards, cuts with and without glue, sets that do not fit,
// a zone that is broken, pools of every policy and with nobody in them.
#pragma once

#include <string>
#include <vector>

#include "support/world.h"

namespace rota::test {

inline ZoneBuilder odd_static_zone() {
  using dns::Type;
  auto zone = ZoneBuilder::usual("example");
  zone.add("a", Type::a, {192, 0, 2, 1}).add("a", Type::aaaa, address("2001:db8::1"));
  zone.add("*.w", Type::a, {192, 0, 2, 2})
      .add("*.w", Type::mx, mx(1, "a.example"))
      .add("x.e.w", Type::txt, text("x"));
  zone.add("c", Type::cname, wire("A.example")).add("*.c", Type::cname, wire("c.example"));
  zone.add("l", Type::cname, wire("m.example")).add("m", Type::cname, wire("l.example"));
  zone.add("d", Type::dname, wire("w.example"))
      .add("e", Type::dname, wire("e.d.example"))
      .add("f", Type::dname, wire("x.f.example"));
  zone.add("s", Type::ns, wire("ns.s.example"))
      .add("s", Type::ns, wire("a.example"))
      .add("ns.s", Type::a, {192, 0, 2, 3});
  zone.add("o", Type::cname, wire("p.test"))
      .add("r", Type::cname, wire("x.s.example"))
      .add("y", Type::srv, srv(1, "a.example"));
  zone.add("k", Type::cname, wire("w.test"))
      .add("i", Type::cname, wire("b.k.i.example"))
      .add("b.k.i", Type::aaaa, address("2001:db8::2"));
  zone.add("q", Type::ptr, wire("A.Example")).add("q", Type::mx, mx(1, "a.u.example"));
  for (int i = 0; i < 40; ++i) {
    const std::string name = "h" + std::to_string(i);
    zone.add("b", Type::mx, mx(1, name + ".example")).add(name, Type::aaaa, address("2001:db8::1"));
    zone.add("big", Type::txt, text(std::string(90, 'x'))).add("ns", Type::ns, wire(name + ".ns.example"));
    zone.add(name + ".ns", Type::a, {192, 0, 2, 4});
  }
  return zone;
}

inline ZoneBuilder odd_pool_zone() {
  using dns::Type;
  auto zone = ZoneBuilder::usual("test");
  zone.pool("@", Type::a, 0, 0).pool("*", Type::a, 0, 1).pool("p", Type::a, 0, 2).pool("p", Type::aaaa, 0, 3);
  zone.pool("w", Type::a, 1, 4).pool("n", Type::a, 2, 5).pool("f", Type::a, 3, 6);
  zone.pool("c", Type::cname, 4, 7);
  // Into another zone, which not everybody may query.
  zone.add("m", Type::mx, mx(1, "a.example")).add("e", Type::cname, wire("a.example"));
  return zone;
}

inline std::vector<ZoneBuilder> odd_zones() {
  return {odd_static_zone(), odd_pool_zone(),
          ZoneBuilder::usual("u.example").add("a", dns::Type::a, {192, 0, 2, 0}),
          ZoneBuilder::broken("broken")};
}

// Those that the names of odd_pool_zone() stand for, in their order.
inline std::vector<PoolDraft> odd_pools() {
  using dns::Type;
  std::vector<Octets> many;
  for (std::uint8_t i = 0; i < 16; ++i) many.push_back({192, 0, 2, i});
  const auto v6 = address("2001:db8::1");
  return {{{{.type = Type::a, .members = many}, {.type = Type::aaaa, .members = {v6}}}},
          {{{.type = Type::a,
             .members = {many[0], many[1], many[2]},
             .policy = "weighted",
             .weights = {3, 2, 2},
             .answers = 2}}},
          {{{.type = Type::a}}},
          {{{.type = Type::a, .empty = snapshot::Empty::servfail}}},
          {{{.type = Type::cname,
             .members = {wire("a.example"), wire("c.test"), wire("w.example")},
             .answers = 1}}}};
}

// Names that lead to every part of it, and beside it.
inline std::vector<std::string> odd_names() {
  return {"a.example",
          "b.example",
          "big.example",
          "x.w.example",
          "c.example",
          "x.c.example",
          "l.example",
          "d.example",
          "x.d.example",
          "x.f.example",
          "s.example",
          "ns.s.example",
          "x.s.example",
          "o.example",
          "r.example",
          "y.example",
          "ns.example",
          "example",
          "test",
          "x.test",
          "p.test",
          "w.test",
          "n.test",
          "f.test",
          "c.test",
          "broken",
          "a.broken",
          "elsewhere",
          "a.u.example",
          "h7.ns.example",
          "none.example",
          "k.example",
          "i.example",
          "q.example",
          "m.test",
          "e.test",
          ""};
}

// With every option that there is.
inline snapshot::Service odd_service() {
  snapshot::Service out;
  out.nsid = Octets(dns::OptionList::most_nsid, 'n');
  out.version = text(std::string(255, 'v'));
  out.identity = text("odd");
  out.cookies.secrets = {dns::CookieSecret{1}, dns::CookieSecret{2}};
  out.udp_without_cookie = 1100;
  return out;
}

}  // namespace rota::test
