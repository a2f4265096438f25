#include "serve/listeners/socket_filter.h"

#include <catch2/catch.hpp>

#include "serve/listeners/all.h"
#include "serve/socket.h"
#include "support/server.h"

using namespace rota;
using namespace rota::serve;
using test::UdpClient;

namespace {

std::size_t count_come(const Socket& socket) {
  std::array<char, 100> octets{};
  std::size_t out = 0;
  while (::recv(socket.get(), octets.data(), octets.size(), MSG_DONTWAIT) > 0) ++out;
  return out;
}

struct Bench {
  std::size_t come_of(std::size_t requests) {
    for (std::size_t id = 0; id < requests; ++id) REQUIRE(client.send(test::query(id)));
    return count_come(socket);
  }

  const Endpoint endpoint = test::free_endpoint();
  const Socket socket = bind_udp(endpoint).value();
  UdpClient client{endpoint};
};

}  // namespace

TEST_CASE("O-01 a share of what comes is let in, and the kernel counts the rest as dropped") {
  Bench bench;
  CHECK(bench.come_of(100) == 100);
  let_in(bench.socket, 0);
  CHECK(bench.come_of(100) == 0);
  CHECK(queue_of(bench.socket).dropped == 100);
  let_in(bench.socket, 0.5);
  const std::size_t half = bench.come_of(400);
  CHECK(half > 100);  // of 400, each by the kernel's dice
  CHECK(half < 300);
  CHECK(queue_of(bench.socket).dropped == 500 - half);
  let_in(bench.socket, 1);
  CHECK(bench.come_of(100) == 100);
}

TEST_CASE("the queue is told in requests") {
  const Bench bench;
  for (std::size_t id = 0; id < 50; ++id) REQUIRE(UdpClient(bench.endpoint).send(test::query(id)));
  CHECK(queue_of(bench.socket).waiting >= 40);
  CHECK(queue_of(bench.socket).waiting <= 60);
}

TEST_CASE("O-01 X-04 whoever takes over a socket that was left guarded lets everybody in") {
  Published<snapshot::Snapshot> source;
  test::publish_example(source);
  Bench bench;
  let_in(bench.socket, 0);
  Inherited inherited;
  inherited.add({"udp", bench.endpoint.text(), ::dup(bench.socket.get()), true});
  test::RunningListener listener(udp_listener, {bench.endpoint}, source, std::move(inherited));
  REQUIRE(bench.client.send(test::query(7)));
  CHECK(test::answers(bench.client.receive(), 7));
}
