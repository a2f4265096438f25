// Who may query which zone.
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using test::Message;
using test::Packet;
using test::PeerAt;
using test::World;
using test::ZoneBuilder;

namespace {

constexpr unsigned refused = 5;
constexpr const char* prohibited = "000f00020012";
const PeerAt inside("192.0.2.9"), outside("198.51.100.9"), inside6("2001:db8::9");

ZoneBuilder open_zone() {
  auto zone = ZoneBuilder::usual("open");
  zone.add("www", dns::Type::a, test::address("192.0.2.1"));
  zone.add("alias", dns::Type::cname, test::wire("www.closed"));
  zone.add("mail", dns::Type::mx, test::mx(1, "www.closed"));
  return zone;
}

ZoneBuilder closed_zone() {
  auto zone = ZoneBuilder::usual("closed");
  zone.add("www", dns::Type::a, test::address("192.0.2.2"));
  return zone;
}

snapshot::Service service(snapshot::AccessList server = {}) {
  const snapshot::AccessList closed{{*parse_prefix("192.0.2.0/24"), *parse_prefix("2001:db8::/32")}};
  snapshot::Service out;
  out.version = test::text("rota");
  out.access = {std::move(server), {std::nullopt, closed}};
  return out;
}

// The zone "open", and "closed", which is for two networks.
struct TwoZones : World {
  explicit TwoZones(const snapshot::Service& service = ::service()) : World(open_zone(), {}, service) {
    add(closed_zone());
  }

  Message ask_as(const serve::Peer& from, std::string_view name, std::size_t type = 1) {
    return test::read_message(answer_to(from, Packet().question(name, type).opt())).value();
  }
};

}  // namespace

TEST_CASE("C-12 a zone answers whom its list names and refuses all others, whatever they ask for") {
  TwoZones in;
  CHECK(in.ask_as(inside, "www.closed").answer().size() == 1);
  CHECK(in.ask_as(inside6, "www.closed").answer().size() == 1);
  for (const char* name : {"www.closed", "closed", "no.closed"})
    for (const std::size_t type : {1U, 6U, 255U, 65280U}) {
      const Message reply = in.ask_as(outside, name, type);
      CHECK(reply.rcode() == refused);
      CHECK(reply.opt->data == prohibited);
      CHECK((reply.answer().empty() && reply.authority().empty()));
    }
  CHECK(in.ask_as(outside, "www.open").answer().size() == 1);
}

TEST_CASE("C-12 R5 the list is the same over TCP") {
  TwoZones in;
  const Address other = *parse_address("198.51.100.9"), own = *parse_address("192.0.2.9");
  CHECK(in.ask_as(serve::Peer::over_tcp(other, {}), "www.closed").rcode() == refused);
  CHECK(in.ask_as(serve::Peer::over_tcp(own, {}), "www.closed").answer().size() == 1);
}

TEST_CASE("C-12 an alias leads nobody into a zone that is not for it") {
  TwoZones in;
  CHECK(in.ask_as(inside, "alias.open").answer().size() == 2);
  const Message reply = in.ask_as(outside, "alias.open");
  CHECK(reply.rcode() == 0);
  CHECK(reply.answer() == test::Lines{"alias.open. 300 CNAME www.closed."});
}

TEST_CASE("C-12 C-38 nor are addresses of such a zone added to an answer of another") {
  TwoZones in;
  CHECK(in.ask_as(inside, "mail.open", 15).additional().size() == 1);
  CHECK(in.ask_as(outside, "mail.open", 15).additional().empty());
}

TEST_CASE("C-12 the server's own list is asked for what is in no zone") {
  TwoZones open;
  const auto version_for = [](TwoZones& in, const serve::Peer& from) {
    return test::read_message(in.answer_to(from, Packet().question("version.bind", 16, 3).opt()))
        .value()
        .rcode();
  };
  CHECK(version_for(open, outside) == 0);
  TwoZones closed(service(std::vector{*parse_prefix("192.0.2.0/24")}));
  CHECK(version_for(closed, outside) == refused);
  CHECK(version_for(closed, inside) == 0);
}
