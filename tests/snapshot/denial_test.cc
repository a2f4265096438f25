// A denial that lies ready is what dns/reply.h would write, whatever the question.
#include "snapshot/denial.h"

#include <catch2/catch.hpp>

#include "base/dice.h"
#include "dns/reply.h"
#include "support/zone_builder.h"

using namespace rota;
using test::Octets;

namespace {

struct ZoneOf {
  const char* apex;
  const char* mname;
  const char* rname;
};

// Servers in the zone, beside it, above it, with parts of it, with capitals; and the root.
const std::vector<ZoneOf> zones{{"lb.example", "ns.lb.example", "host.lb.example"},
                                {"lb.example", "ns.lb.example", "a.ns.lb.example"},
                                {"lb.example", "ns.example", "host.ns.example"},
                                {"lb.example", "ns.elsewhere", "host.elsewhere"},
                                {"lb.example", "lb.example", "example"},
                                {"lb.example", ".", "."},
                                {"lb.example", "NS.lb.example", "host.LB.example"},
                                {"2.0.192.in-addr.arpa", "ns.example", "a.b.in-addr.arpa"},
                                {"a.b.c.d.e.example", "x.c.d.e.example", "ns.e.example"},
                                {"b", "a.b.c", "b"},
                                {".", "a.root.net", "host.root.net"}};

std::string below(const std::string& label, const std::string& apex) {
  return apex == "." ? label : label + "." + apex;
}

std::vector<std::string> questions(const ZoneOf& zone) {
  const std::string apex = zone.apex;
  std::vector<std::string> out{apex, zone.mname, zone.rname};
  for (const char* label :
       {"www", "ns", "nsx", "host", "a", "x.ns", "x.host", "net", "x.net", "example", "lb.example"})
    out.push_back(below(label, apex));
  std::string many;
  for (int i = 0; i < 60; ++i) out.push_back(below(many += many.empty() ? "x" : ".x", apex));
  std::erase_if(out, [&](const std::string& name) {
    return !dns::is_below_or_at(test::lowered(name), test::lowered(apex));
  });
  return out;
}

// What stands behind the question.
Octets written(dns::NameView asked, const snapshot::Zone& zone) {
  Octets question(asked.begin(), asked.end());
  test::put16(question, 1);
  test::put16(question, 1);
  dns::Query query;
  query.question = question;
  query.name_size = asked.size();
  dns::RecordSet soa = zone.soa()->set;
  soa.ttl = zone.negative_ttl();
  Octets out(2000);
  dns::Reply reply(query, out, out.size());
  REQUIRE(reply.add(dns::Section::authority, zone.apex(), soa));
  out.resize(reply.finish());
  return {out.begin() + static_cast<std::ptrdiff_t>(dns::header_size + question.size()), out.end()};
}

dns::Name in_any_case(const dns::Name& name, Dice& dice) {
  Octets out(name.view().begin(), name.view().end());
  for (std::uint8_t& c : out)
    if (c >= 'a' && c <= 'z' && dice.roll() % 2 == 0) c = static_cast<std::uint8_t>(c - 32);
  return dns::Name(out);
}

}  // namespace

TEST_CASE("a denial is octet by octet what a reply would have, in whatever case the question is") {
  Dice dice(5);
  std::size_t ready = 0, asked = 0;
  for (const ZoneOf& of : zones) {
    auto builder = test::ZoneBuilder(of.apex);
    builder.add("@", dns::Type::soa, test::soa(of.mname, of.rname, 60), 3600);
    const auto all = test::zones_of({builder});
    const snapshot::Zone zone = all->at(ZoneSlot{0});
    for (const std::string& text : questions(of))
      for (int i = 0; i < 20; ++i) {
        const dns::Name lowered = test::lowered(text);
        const dns::Name name = i == 0 ? lowered : in_any_case(lowered, dice);
        ++asked;
        const auto denial = zone.denials().of(name);
        if (!denial) continue;
        ++ready;
        Octets out(denial->size());
        denial->write(out.data());
        if (out != written(name, zone)) FAIL(of.apex << ", " << of.mname << ": " << name.text());
      }
  }
  CHECK(ready * 3 > asked);
}

TEST_CASE("usual questions have a denial, those that might be compressed more have none") {
  const auto all =
      test::zones_of({test::ZoneBuilder::usual("lb.example"), test::ZoneBuilder::broken("broken")});
  const snapshot::Denials denials = all->at(ZoneSlot{0}).denials();
  for (const char* name : {"lb.example", "www.lb.example", "_x._tcp.a.b.c.lb.example"}) {
    CHECK(denials.of(test::lowered(name)));
    CHECK(denials.of(dns::parse_name("X.LB.EXAMPLE").value()));
    CHECK(denials.of(dns::parse_name("x.lb.EXAMPLE").value()));
    CHECK(denials.of(dns::parse_name("x.LB.example").value()));
  }
  auto builder = test::ZoneBuilder("own.example");
  builder.add("@", dns::Type::soa, test::soa("ns.own.example", "host.own.example", 60), 3600);
  const auto own = test::zones_of({builder});
  CHECK(own->at(ZoneSlot{0}).denials().of(test::lowered("www.own.example")));
  CHECK_FALSE(own->at(ZoneSlot{0}).denials().of(test::lowered("ns.own.example")));
  CHECK_FALSE(own->at(ZoneSlot{0}).denials().of(test::lowered("x.host.own.example")));
  CHECK_FALSE(all->at(ZoneSlot{1}).denials().of(test::lowered("x.broken")));
}

TEST_CASE("the TTL of a denial is the zone's negative one, or a lower one that is asked for") {
  const auto all = test::zones_of({test::ZoneBuilder::usual("example")});
  const auto denial = all->at(ZoneSlot{0}).denials().of(test::lowered("x.example"));
  REQUIRE(denial);
  Octets out(denial->size());
  denial->write(out.data());
  CHECK(load32(&out[6]) == 60);
  snapshot::Denial::lower_ttl(out.data(), 90);
  CHECK(load32(&out[6]) == 60);
  snapshot::Denial::lower_ttl(out.data(), 5);
  CHECK(load32(&out[6]) == 5);
}
