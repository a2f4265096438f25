// Every value that the fields of a question may take has its answer: none goes
// unanswered, and none is answered with what was not asked for.
#include <algorithm>
#include <catch2/catch.hpp>

#include "support/world.h"

using namespace rota;
using test::Octets;
using test::Packet;
using test::World;

namespace {

constexpr std::size_t values = 65536;  // of a type or a class
constexpr std::size_t id = 0x1234;
constexpr int noerror = 0, formerr = 1, nxdomain = 3, notimp = 4, refused = 5;

World world() {
  auto zone = test::ZoneBuilder::usual("example");
  zone.add("www", dns::Type::a, test::address("192.0.2.1"));
  zone.add("www", dns::Type::aaaa, test::address("2001:db8::1"));
  return World(std::move(zone));
}

// The rcode for types that are no data; -1 for all others.
int rcode_of_no_data(std::size_t type) {
  switch (type) {
    case 0:
    case 41:                   // OPT
    case 128:                  // NXNAME
    case 250: return formerr;  // TSIG
    case 249:                  // TKEY
    case 251:                  // IXFR
    case 252: return refused;  // AXFR
    case 253:                  // MAILB
    case 254: return notimp;   // MAILA
    default: return -1;
  }
}

bool has_answer(const Octets& reply) { return reply[6] != 0 || reply[7] != 0; }

// The rcode of the reply to a question without EDNS, which it must repeat; -1 when it is no such reply.
int rcode_of_reply(const Octets& request, const Octets& reply) {
  if (reply.size() < request.size()) return -1;
  const bool is_reply = reply[0] == id >> 8 && reply[1] == (id & 0xFF) && (reply[2] & 0x80) != 0;
  const bool repeats = std::equal(request.begin() + 12, request.end(), reply.begin() + 12);
  return is_reply && repeats ? reply[3] & 15 : -1;
}

}  // namespace

TEST_CASE("P-07 P-09 C-35 each of the 65,536 types has its answer, where the name is and where it is not") {
  auto in = world();
  std::size_t wrong = 0;
  for (std::size_t type = 0; type < values; ++type) {
    const int no_data = rcode_of_no_data(type);
    const bool is_there = type == 1 || type == 28 || type == 255;  // A, AAAA, ANY
    for (const bool known : {true, false}) {
      const Octets request = Packet(id).question(known ? "www.example" : "no.example", type);
      const Octets reply = in.answer(request);
      const int expected = no_data >= 0 ? no_data : known ? noerror : nxdomain;
      wrong += rcode_of_reply(request, reply) != expected || has_answer(reply) != (known && is_there);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("P-07 C-35 each of the 65,536 classes but IN is refused, whatever the type") {
  auto in = world();
  std::size_t wrong = 0;
  for (std::size_t in_class = 0; in_class < values; ++in_class)
    for (const std::size_t type : {1U, 16U, 255U}) {
      const Octets request = Packet(id).question("www.example", type, in_class);
      wrong += rcode_of_reply(request, in.answer(request)) != (in_class == 1 ? noerror : refused);
    }
  CHECK(wrong == 0);
}

TEST_CASE("P-07 C-21 each of the 16 opcodes with each flag has its answer, and gets its opcode back") {
  auto in = world();
  for (std::size_t flags = 0; flags < 0x8000; flags += 0x10) {  // QR stays 0
    const Octets request = Packet(id, static_cast<std::uint16_t>(flags)).question("www.example", 1).opt();
    const auto reply = in.ask(request);
    const std::size_t opcode = flags >> 11;
    if (static_cast<int>(reply.rcode()) != (opcode == 0 ? noerror : notimp) || reply.opcode() != opcode)
      FAIL(flags);
  }
  SUCCEED();
}
