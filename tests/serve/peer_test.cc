#include "serve/peer.h"

#include <netinet/in.h>

#include <catch2/catch.hpp>

using namespace rota;
using namespace rota::serve;

TEST_CASE("a peer is known by its address over UDP and over TCP, of both families") {
  for (const char* text : {"192.0.2.7", "2001:db8::7"}) {
    const Address address = *parse_address(text);
    sockaddr_storage told{};
    to_sockaddr({address, 4242}, told);
    CHECK(Peer::over_udp(told).address() == address);
    CHECK(Peer::over_udp(told).transport() == Transport::udp);
    CHECK(Peer::over_tcp(address, seconds(8)).address() == address);
    CHECK(Peer::over_tcp(address, seconds(8)).transport() == Transport::tcp);
    CHECK(Peer::over_tcp(address, seconds(8)).idle() == seconds(8));
  }
}
