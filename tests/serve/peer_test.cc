#include "serve/peer.h"

#include <netinet/in.h>

#include <catch2/catch.hpp>

#include "support/peer.h"

using namespace rota;
using namespace rota::serve;

TEST_CASE("a peer is known by its address over UDP and over TCP, of both families") {
  for (const char* text : {"192.0.2.7", "2001:db8::7"}) {
    const Address address = *parse_address(text);
    sockaddr_storage told{};
    to_sockaddr({address, 4242}, told);
    CHECK(test::over_udp(told).address() == address);
    CHECK_FALSE(test::over_udp(told).is_connected());
    CHECK(test::over_tcp(address, seconds(8)).address() == address);
    CHECK(test::over_tcp(address, seconds(8)).is_connected());
    CHECK(test::over_tcp(address, seconds(8)).idle() == seconds(8));
  }
}
