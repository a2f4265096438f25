// The pieces of the walk themselves, in their order, each with its reason.
#include "serve/lookup.h"

#include <catch2/catch.hpp>

#include "support/odd_world.h"

using namespace rota;
using dns::Type;
using serve::Why;
using test::Lines;
using test::wire;
using test::ZoneBuilder;

namespace {

const char* word(Why why) {
  static constexpr std::array words{"records",  "pool",    "dname",      "renamed", "referral",
                                    "no_name",  "no_data", "no_member",  "glue",    "sibling_glue",
                                    "help",     "foreign", "prohibited", "broken",  "failing",
                                    "too_long", "loop",    "long_chain"};
  return words.at(static_cast<std::size_t>(why));
}

bool has_records(Why why) { return why < Why::foreign; }

// "1 records www.example. A 300 x2 ->": section, why, owner, type, TTL, how many, whether it leads on.
std::string text(const serve::Piece& piece) {
  if (!has_records(piece.why)) return word(piece.why);
  std::string out = std::to_string(static_cast<int>(piece.section) + 1) + " " + word(piece.why) + " " +
                    dns::text(piece.owner) + " " + dns::text(piece.set.type);
  if (!piece.menu) out += " " + std::to_string(piece.set.ttl) + " x" + std::to_string(piece.set.count);
  return out + (piece.leads_on ? " ->" : "");
}

struct Walked {
  Lines pieces;
  std::string name;  // the last
  std::size_t hop = 0;
};

class Walker {
 public:
  explicit Walker(std::vector<ZoneBuilder> zones, const std::vector<test::PoolDraft>& pools = {})
      : snapshot_(*test::make_snapshot(std::move(zones), pools)) {}

  // Of each menu the first line is chosen; `goes_on`: and told to the walk.
  Walked walk(const std::string& name, Type type = Type::a, bool goes_on = true,
              const std::optional<Address>& client = {}) {
    const dns::Name question = test::lowered(name);
    Walked out;
    lookup_.begin(snapshot_, question, type, client);
    while (const serve::Piece* piece = lookup_.next()) {
      out.pieces.push_back(text(*piece));
      out.name = dns::text(lookup_.name());
      out.hop = lookup_.hop();
      if (piece->menu && goes_on) lookup_.go_on(piece->menu->form(0).set(piece->set.type, 0));
    }
    CHECK(lookup_.next() == nullptr);
    return out;
  }
  Lines operator()(const std::string& name, Type type = Type::a) { return walk(name, type).pieces; }

  // From now on only clients of these zones' list, if it has one, may query them.
  void list(IdVector<ZoneSlot, snapshot::AccessList> zones) {
    snapshot_.service.access = snapshot::Access(std::nullopt, std::move(zones));
  }

 private:
  snapshot::Snapshot snapshot_;
  serve::Lookup lookup_;  // one for all, as a worker has it
};

ZoneBuilder example() {
  auto zone = ZoneBuilder::usual("example");
  zone.add("www", Type::a, {192, 0, 2, 1}).add("www", Type::a, {192, 0, 2, 2});
  zone.add("www", Type::aaaa, test::address("2001:db8::1"));
  zone.add("*.w", Type::a, {192, 0, 2, 3}).add("alias", Type::cname, wire("WWW.example"));
  zone.add("out", Type::cname, wire("www.elsewhere")).add("lost", Type::cname, wire("x.broken"));
  zone.add("gone", Type::cname, wire("none.example"));
  zone.add("mail", Type::mx, test::mx(1, "www.example")).add("mail", Type::mx, test::mx(2, "Www.example"));
  zone.add("mail", Type::mx, test::mx(3, "pool.example")).add("mail", Type::mx, test::mx(4, "."));
  return zone;
}

}  // namespace

TEST_CASE("a name that is there yields its set, and no more") {
  Walker walk({example()});
  CHECK(walk("www.example") == Lines{"1 records www.example. A 300 x2"});
  CHECK(walk("x.y.w.example") == Lines{"1 records x.y.w.example. A 300 x1"});
  CHECK(walk("www.example", Type::any) == Lines{"1 records www.example. A 300 x2"});
}

TEST_CASE("absences yield the SOA with the TTL that they may be remembered for") {
  Walker walk({example()});
  CHECK(walk("www.example", Type::txt) == Lines{"2 no_data example. SOA 60 x1"});
  CHECK(walk("none.example") == Lines{"2 no_name example. SOA 60 x1"});
  CHECK(walk("www.example", Type::soa) == Lines{"2 no_data example. SOA 60 x1"});
  CHECK(walk("example", Type::soa) == Lines{"1 records example. SOA 3600 x1"});
}

TEST_CASE("an alias leads on, and what the walk tells of itself is of its last piece") {
  Walker walk({example(), ZoneBuilder::broken("broken")});
  const Walked walked = walk.walk("ALIAS.example");
  CHECK(walked.pieces ==
        Lines{"1 records alias.example. CNAME 300 x1 ->", "1 records www.example. A 300 x2"});
  CHECK(walked.name == "www.example.");
  CHECK(walked.hop == 1);
  for (const Type type : {Type::cname, Type::any, Type::rrsig})
    CHECK(walk.walk("alias.example", type).hop == 0);
  CHECK(walk("out.example") == Lines{"1 records out.example. CNAME 300 x1 ->", "foreign"});
  CHECK(walk("lost.example") == Lines{"1 records lost.example. CNAME 300 x1 ->", "broken"});
  CHECK(walk("gone.example") ==
        Lines{"1 records gone.example. CNAME 300 x1 ->", "2 no_name example. SOA 60 x1"});
  CHECK(walk("elsewhere") == Lines{"foreign"});
  CHECK(walk("a.broken") == Lines{"broken"});
}

TEST_CASE("a loop ends where it closes, a chain at its seventeenth alias") {
  auto zone = ZoneBuilder::usual("example");
  zone.add("a", Type::cname, wire("b.example")).add("b", Type::cname, wire("C.example"));
  zone.add("c", Type::cname, wire("B.example"));
  for (int i = 0; i < 40; ++i)
    zone.add("c" + std::to_string(i), Type::cname, wire("c" + std::to_string(i + 1) + ".example"));
  Walker walk({std::move(zone)});
  CHECK(walk("a.example") == Lines{"1 records a.example. CNAME 300 x1 ->",
                                   "1 records b.example. CNAME 300 x1 ->",
                                   "1 records c.example. CNAME 300 x1 ->", "loop"});
  CHECK(walk("b.example").size() == 3);
  const Walked longest = walk.walk("c0.example");
  CHECK(longest.pieces.size() == 18);
  CHECK(longest.pieces.back() == "long_chain");
  CHECK(longest.name == "c17.example.");
  CHECK(walk.walk("c39.example").hop == 1);
}

TEST_CASE("a DNAME is given once, with a CNAME for each name that it renames") {
  auto zone = example();
  zone.add("old", Type::dname, wire("W.example"), 77).add("twice", Type::dname, wire("old.example"));
  zone.add("grow", Type::dname, wire("x.grow.example")).add("one", Type::dname, wire("two.example"));
  zone.add("two", Type::dname, wire("three.example")).add("three", Type::dname, wire("two.example"));
  Walker walk({std::move(zone)});
  CHECK(walk("a.old.example") == Lines{"1 dname old.example. DNAME 77 x1",
                                       "1 renamed a.old.example. CNAME 77 x1 ->",
                                       "1 records a.w.example. A 300 x1"});
  CHECK(walk("a.old.example", Type::cname).back() == "1 renamed a.old.example. CNAME 77 x1");
  CHECK(walk("a.twice.example").size() == 5);
  CHECK(walk("a.one.example") ==
        Lines{"1 dname one.example. DNAME 300 x1", "1 renamed a.one.example. CNAME 300 x1 ->",
              "1 dname two.example. DNAME 300 x1", "1 renamed a.two.example. CNAME 300 x1 ->",
              "1 dname three.example. DNAME 300 x1", "1 renamed a.three.example. CNAME 300 x1 ->", "loop"});
  const Lines growing = walk("a.grow.example");
  CHECK(growing.size() == 19);
  CHECK(growing[2] == "1 renamed a.x.grow.example. CNAME 300 x1 ->");
  CHECK(growing.back() == "long_chain");
  const std::string label = std::string(60, 'x') + ".";
  CHECK(walk(label + label + label + std::string(54, 'x') + ".grow.example").back() == "too_long");
}

TEST_CASE("a cut yields its servers, with the glue that is needed told from what only helps") {
  auto zone = example();
  zone.add("s", Type::ns, wire("NS.s.example")).add("s", Type::ns, wire("www.example"));
  zone.add("s", Type::ns, wire("ns.elsewhere")).add("s", Type::ds, {0, 1, 8, 1});
  zone.add("ns.s", Type::a, {192, 0, 2, 3}).add("ns.s", Type::aaaa, test::address("2001:db8::3"));
  Walker walk({std::move(zone)});
  const Lines referral = walk("x.s.example");
  CHECK(referral == Lines{"2 referral s.example. NS 300 x3", "3 glue ns.s.example. A 300 x1",
                          "3 glue ns.s.example. AAAA 300 x1", "3 sibling_glue www.example. A 300 x2",
                          "3 sibling_glue www.example. AAAA 300 x1"});
  CHECK(walk("s.example") == referral);
  CHECK(walk("ns.s.example") == referral);
  CHECK(walk("s.example", Type::ds) == Lines{"1 records s.example. DS 300 x1"});
}

TEST_CASE("who an answer sends its reader on to is helped once, and to 16 names at most") {
  auto zone = example();
  zone.pool("pool", Type::a, 0, 0);
  for (int i = 0; i < 20; ++i) {
    zone.add("many", Type::mx, test::mx(1, "h" + std::to_string(i) + ".example"));
    zone.add("h" + std::to_string(i), Type::a, {192, 0, 2, 9});
  }
  Walker walk({std::move(zone)}, {{{{.type = Type::a, .members = {{192, 0, 2, 7}}}}}});
  CHECK(walk("mail.example", Type::mx) == Lines{"1 records mail.example. MX 300 x4",
                                                "3 help www.example. A 300 x2",
                                                "3 help www.example. AAAA 300 x1"});
  CHECK(walk("many.example", Type::mx).size() == 1 + 16);
  CHECK(walk("many.example", Type::mx).size() == 1 + 16);  // and the next question starts anew
}

TEST_CASE("a pool yields its menu, and the walk goes on with what was chosen, or ends") {
  auto zone = example();
  zone.pool("pool", Type::a, 0, 0).pool("cdn", Type::cname, 1, 1).pool("empty", Type::a, 2, 2);
  zone.pool("failing", Type::a, 3, 3).pool("srv", Type::srv, 4, 4);
  Walker walk({std::move(zone)}, {{{{.type = Type::a, .members = {{192, 0, 2, 7}}}}},
                                  {{{.type = Type::cname, .members = {wire("Www.example")}, .answers = 1}}},
                                  {{{.type = Type::a}}},
                                  {{{.type = Type::a, .empty = snapshot::Empty::servfail}}},
                                  {{{.type = Type::srv, .members = {test::srv(80, "www.example")}}}}});
  CHECK(walk("pool.example") == Lines{"1 pool pool.example. A"});
  CHECK(walk("cdn.example") == Lines{"1 pool cdn.example. CNAME ->", "1 records www.example. A 300 x2"});
  CHECK(walk.walk("cdn.example", Type::a, false).pieces == Lines{"1 pool cdn.example. CNAME ->"});
  CHECK(walk("cdn.example", Type::cname) == Lines{"1 pool cdn.example. CNAME"});
  CHECK(walk("srv.example", Type::srv).size() == 3);
  CHECK(walk.walk("srv.example", Type::srv, false).pieces.size() == 1);
  CHECK(walk("empty.example") == Lines{"2 no_member example. SOA 5 x1"});
  CHECK(walk("failing.example") == Lines{"failing"});
}

TEST_CASE("a client sees nothing of a zone that it may not query, wherever it comes from") {
  auto other = ZoneBuilder::usual("other");
  other.add("www", Type::a, {192, 0, 2, 8});
  auto zone = example();
  zone.add("to", Type::cname, wire("www.other")).add("help", Type::mx, test::mx(1, "www.other"));
  Walker walk({std::move(zone), std::move(other)});
  const snapshot::AccessList inside = std::vector{*parse_prefix("10.0.0.0/8")};
  IdVector<ZoneSlot, snapshot::AccessList> lists;
  lists.push_back(std::nullopt);
  lists.push_back(inside);
  walk.list(lists);
  const auto seen = [&](const char* client, const std::string& name, Type type) {
    return walk.walk(name, type, true, parse_address(client)).pieces;
  };
  CHECK(seen("192.0.2.1", "www.other", Type::a) == Lines{"prohibited"});
  CHECK(seen("192.0.2.1", "to.example", Type::a) ==
        Lines{"1 records to.example. CNAME 300 x1 ->", "prohibited"});
  CHECK(seen("192.0.2.1", "help.example", Type::mx).size() == 1);
  CHECK(seen("10.0.0.1", "www.other", Type::a) == Lines{"1 records www.other. A 300 x1"});
  CHECK(seen("10.0.0.1", "help.example", Type::mx).size() == 2);
  CHECK(walk("help.example", Type::mx).size() == 2);
}
