// Workers at sockets that a service manager holds, and that outlive them.
#include <fcntl.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "serve/socket.h"
#include "support/handover.h"

using namespace rota;
using namespace rota::serve;
using test::Crowd;
using test::hand_on;
using test::TcpClient;
using test::UdpClient;

TEST_CASE_METHOD(test::Example,
                 "X-04 workers share a socket that the service manager holds, and those after them too") {
  const Endpoint endpoint = test::free_endpoint();
  const Socket udp = bind_udp(endpoint).value(), tcp = bind_tcp(endpoint).value();
  ::fcntl(udp.get(), F_SETFL, O_NONBLOCK);  // as systemd passes them
  Inherited held =
      hand_on({{"udp", endpoint.text(), udp.get(), true}, {"tcp", endpoint.text(), tcp.get(), true}});
  auto old = Workers::bind(usual_points(std::vector{endpoint}), 3, source, all_counters, &held).value();
  CHECK(old->sockets()->size() == 2);
  old->start();
  Crowd crowd(endpoint);
  for (const std::size_t count : {1U, 2U, 3U}) {
    CHECK(describe(*old->sockets()) ==
          "held udp " + endpoint.text() + "\nheld tcp " + endpoint.text() + "\n");
    Inherited inherited = hand_on(*old);
    auto next =
        Workers::bind(usual_points(std::vector{endpoint}), count, source, all_counters, &inherited).value();
    next->start();
    old->leave();
    old = std::move(next);
    crowd.wait(50);
  }
  CHECK(crowd.finish() == 0);
}

TEST_CASE_METHOD(test::Example,
                 "X-04 what came to a held socket while nobody ran is answered by who comes next") {
  const Endpoint endpoint = test::free_endpoint();
  const Socket udp = bind_udp(endpoint).value(), tcp = bind_tcp(endpoint).value();
  UdpClient datagrams(endpoint);
  TcpClient stream(endpoint);
  REQUIRE(stream.is_connected());
  for (std::size_t id = 0; id < 100; ++id) REQUIRE(datagrams.send(test::query(id)));
  REQUIRE(stream.send(TcpClient::framed(test::query(7))));
  Inherited held =
      hand_on({{"udp", endpoint.text(), udp.get(), true}, {"tcp", endpoint.text(), tcp.get(), true}});
  const auto workers =
      Workers::bind(usual_points(std::vector{endpoint}), 1, source, all_counters, &held).value();
  workers->start();
  for (std::size_t id = 0; id < 100; ++id) CHECK(test::answers(datagrams.receive(), id));
  CHECK(test::answers(stream.message(), 7));
}

TEST_CASE_METHOD(
    test::Example,
    "X-04 what came to a held wildcard before any process ran is answered, from where it was sent to") {
  const Endpoint wildcard = test::free_endpoint(*parse_address("0.0.0.0")).value();
  const Endpoint asked{test::own_loopback(), wildcard.port};
  const Socket udp = test::bound(wildcard, SOCK_DGRAM);
  REQUIRE(udp.get() >= 0);
  UdpClient early(asked), late(asked);
  REQUIRE(early.send(test::query(1)));
  Inherited held = hand_on({{"udp", wildcard.text(), udp.get(), true}});
  const auto workers =
      Workers::bind(usual_points(std::vector{wildcard}), 1, source, all_counters, &held).value();
  workers->start();
  CHECK(test::answers(early.receive(), 1));
  REQUIRE(late.send(test::query(2)));
  CHECK(test::answers(late.receive(), 2));
}

TEST_CASE("there are as many workers as an address has held sockets, so that each is read from") {
  const Endpoint endpoint = test::free_endpoint(), other = test::free_endpoint();
  const Socket first = bind_udp(endpoint).value(), second = bind_udp(endpoint).value();
  const Inherited held =
      hand_on({{"udp", endpoint.text(), first.get(), true}, {"udp", endpoint.text(), second.get(), true}});
  CHECK(Workers::needed(usual_points(std::vector{endpoint}), 1, held) == 2);
  CHECK(Workers::needed(usual_points(std::vector{endpoint}), 3, held) == 3);
  CHECK(Workers::needed(usual_points(std::vector{other}), 1, held) == 1);
}

TEST_CASE_METHOD(test::Example, "what the kernel drops at a socket that workers share is counted once") {
  const Endpoint endpoint = test::free_endpoint();
  const Socket udp = bind_udp(endpoint).value();
  const int little = 4096;
  REQUIRE(::setsockopt(udp.get(), SOL_SOCKET, SO_RCVBUF, &little, sizeof little) == 0);
  Inherited held = hand_on({{"udp", endpoint.text(), udp.get(), true}});
  const auto workers =
      Workers::bind(usual_points(std::vector{endpoint}), 2, source, all_counters, &held).value();
  UdpClient client(endpoint);
  for (std::size_t id = 0; id < 100; ++id) REQUIRE(client.send(test::query(id)));
  const std::uint64_t dropped = workers->dropped();
  CHECK(dropped > 0);
  workers->start();
  workers->stop();
  CHECK(workers->traffic().all_received() + dropped == 100);
}
