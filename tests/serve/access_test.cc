// Who may query which zone.
#include <catch2/catch.hpp>

#include "support/loaded_world.h"

using namespace rota;
using dns::Type;
using test::LoadedWorld;
using test::Message;
using test::Packet;
using test::PeerAt;

namespace {

constexpr unsigned refused = 5;
constexpr const char* prohibited = "000f00020012";
const PeerAt inside("192.0.2.9"), outside("198.51.100.9"), inside6("2001:db8::9");

// The zone "open", and "closed.open", which is for two networks.
LoadedWorld two_zones(const std::string& server = "") {
  return LoadedWorld(
      {{"rota.toml", "zones = [\"open.toml\", \"closed.toml\"]\n[server]\nversion = \"rota\"\n" + server},
       {"open.toml", "zone = \"open\"\nfile = \"open.zone\"\n"},
       {"open.zone", test::zone_head + "www A 192.0.2.1\nalias CNAME www.closed\nmail MX 1 www.closed\n"},
       {"closed.toml",
        "zone = \"closed.open\"\nfile = \"closed.zone\"\nallow_query = [\"192.0.2.0/24\", "
        "\"2001:db8::/32\"]\n"},
       {"closed.zone", test::zone_head + "www A 192.0.2.2\n"}});
}

}  // namespace

TEST_CASE("C-12 a zone answers whom its list names and refuses all others, whatever they ask for") {
  LoadedWorld in = two_zones();
  CHECK(in.ask(inside, "www.closed.open").answer().size() == 1);
  CHECK(in.ask(inside6, "www.closed.open").answer().size() == 1);
  for (const char* name : {"www.closed.open", "closed.open", "no.closed.open"})
    for (const Type type : {Type::a, Type::soa, Type::any, static_cast<Type>(65280)}) {
      const Message reply = in.ask(outside, name, type);
      CHECK(reply.rcode() == refused);
      CHECK(reply.opt->data == prohibited);
      CHECK((reply.answer().empty() && reply.authority().empty()));
    }
  CHECK(in.ask(outside, "www.open").answer().size() == 1);
}

TEST_CASE("C-12 R5 the list is the same over TCP") {
  LoadedWorld in = two_zones();
  const Address other = *parse_address("198.51.100.9"), own = *parse_address("192.0.2.9");
  CHECK(in.ask(test::over_tcp(other, {}), "www.closed.open").rcode() == refused);
  CHECK(in.ask(test::over_tcp(own, {}), "www.closed.open").answer().size() == 1);
}

TEST_CASE("C-12 an alias leads nobody into a zone that is not for it") {
  LoadedWorld in = two_zones();
  CHECK(in.ask(inside, "alias.open").answer().size() == 2);
  const Message reply = in.ask(outside, "alias.open");
  CHECK(reply.rcode() == 0);
  CHECK(reply.answer() == test::Lines{"alias.open. 300 CNAME www.closed.open."});
}

TEST_CASE("C-12 C-38 nor are addresses of such a zone added to an answer of another") {
  LoadedWorld in = two_zones();
  CHECK(in.ask(inside, "mail.open", Type::mx).additional().size() == 1);
  CHECK(in.ask(outside, "mail.open", Type::mx).additional().empty());
}

TEST_CASE("C-12 the server's own list is asked for what is in no zone") {
  LoadedWorld open = two_zones();
  const auto version_for = [](LoadedWorld& in, const serve::Peer& from) {
    return in.ask(from, Packet().question("version.bind", 16, 3).opt()).rcode();
  };
  CHECK(version_for(open, outside) == 0);
  LoadedWorld closed = two_zones("allow_query = [\"192.0.2.0/24\"]\n");
  CHECK(version_for(closed, outside) == refused);
  CHECK(version_for(closed, inside) == 0);
}

TEST_CASE("C-12 a zone without a list of its own has that of the server") {
  LoadedWorld in = two_zones("allow_query = [\"198.51.100.0/24\"]\n");
  CHECK(in.ask(outside, "www.open").rcode() == 0);
  CHECK(in.ask(inside, "www.open").rcode() == refused);
  CHECK(in.ask(inside, "www.closed.open").rcode() == 0);
  CHECK(in.ask(outside, "www.closed.open").rcode() == refused);
}
