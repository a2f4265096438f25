// edns-tcp-keepalive, asked for and told.
#include "dns/keepalive.h"

#include <catch2/catch.hpp>

#include "support/message.h"
#include "support/packet.h"

using namespace rota;
using namespace rota::dns;
using test::Octets;
using test::Packet;

namespace {

const Octets asked{0, 11, 0, 0};

Octets request(const Octets& options) {
  return Packet(7).question("www.example", 1).opt({.options = options});
}

// A reply to it as the street of queries makes it: with an OPT of ours, last.
Octets told(const Octets& request, milliseconds idle = seconds(8), const Octets& options = {},
            std::size_t room = 600) {
  Octets reply = Packet(7, 0x8400).question("www.example", 1).opt({.options = options});
  const std::size_t size = reply.size();
  reply.resize(size + room, 0xEE);
  reply.resize(add_keepalive(request, reply, size, idle));
  return {reply.begin() + static_cast<std::ptrdiff_t>(size - (options.empty() ? 2 : 0)), reply.end()};
}

const Octets nothing{0, 0};  // options that the OPT has

}  // namespace

TEST_CASE("P-64 who asks is told how long a connection may be idle, in tenths of a second") {
  CHECK(told(request(asked)) == Octets{0, 6, 0, 11, 0, 2, 0, 80});
  CHECK(told(request(asked), seconds(100)) == Octets{0, 6, 0, 11, 0, 2, 3, 0xE8});
  CHECK(told(request(asked), seconds(0)) == Octets{0, 6, 0, 11, 0, 2, 0, 0});
}

TEST_CASE("P-64 it is asked for beside other options too") {
  CHECK(told(request({0, 3, 0, 0, 0, 10, 0, 2, 9, 9, 0, 11, 0, 0})) == told(request(asked)));
}

TEST_CASE("P-64 who does not ask is told nothing") {
  CHECK(told(request({})) == nothing);
  CHECK(told(request({0, 3, 0, 0})) == nothing);
  CHECK(told(Packet(7).question("www.example", 1)) == nothing);
}

TEST_CASE("P-64 a client that sends a value is told nothing") {
  CHECK(told(request({0, 11, 0, 2, 0, 80})) == nothing);
  CHECK(told(request({0, 11, 0, 1, 0})) == nothing);
}

TEST_CASE("P-64 to a reply without room, or without an OPT of its own, nothing is added") {
  CHECK(told(request(asked), seconds(8), {}, 6).size() == 8);
  CHECK(told(request(asked), seconds(8), {}, 5) == nothing);
  CHECK(told(request(asked), seconds(8), {0, 3, 0, 0}).empty());
  Octets plain = Packet(7, 0x8400).question("www.example", 1);
  const std::size_t size = plain.size();
  plain.resize(size + 100);
  CHECK(add_keepalive(request(asked), plain, size, seconds(8)) == size);
}

TEST_CASE("P-64 no way to cut a request short is read beyond its end") {
  const Octets whole = request({0, 3, 0, 0, 0, 11, 0, 0});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK(told(cut) == nothing);
  }
}
