// UDP over real sockets.
#include <catch2/catch.hpp>

#include "serve/listeners/all.h"
#include "support/server.h"

using namespace rota;
using namespace rota::serve;
using test::answers;
using test::query;
using test::RunningListener;
using test::UdpClient;

namespace {

struct Source : Published<snapshot::Snapshot> {
  Source() { test::publish_example(*this); }
};

}  // namespace

TEST_CASE("queries over UDP are answered, many in flight at once") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  RunningListener listener(udp_listener, {endpoint}, source);
  UdpClient client(endpoint);
  for (std::size_t id = 0; id < 100; ++id) REQUIRE(client.send(query(id)));
  for (std::size_t id = 0; id < 100; ++id) CHECK(answers(client.receive(), id));
}

TEST_CASE("one listener serves several endpoints, IPv6 where there is some") {
  Source source;
  std::vector<Endpoint> endpoints{test::free_endpoint(), test::free_endpoint()};
  if (const auto v6 = test::free_endpoint(*parse_address("::1"))) endpoints.push_back(*v6);
  RunningListener listener(udp_listener, endpoints, source);
  for (std::size_t round = 0; round < 3; ++round)
    for (const Endpoint& endpoint : endpoints) {
      UdpClient client(endpoint);
      REQUIRE(client.send(query(round)));
      CHECK(answers(client.receive(), round));
    }
}

TEST_CASE("P-22 a wildcard bind answers from the address that was asked") {
  Source source;
  for (const char* wildcard : {"0.0.0.0", "::"}) {
    const auto endpoint = test::free_endpoint(*parse_address(wildcard));
    if (!endpoint) continue;  // a machine without IPv6
    RunningListener listener(udp_listener, {*endpoint}, source);
    const bool v4 = endpoint->address.family() == Family::v4;
    for (const Address& asked : {v4 ? test::own_loopback() : *parse_address("::1"),
                                 v4 ? *parse_address("127.0.0.1") : *parse_address("::1")}) {
      UdpClient client({asked, endpoint->port});
      REQUIRE(client.is_connected());
      REQUIRE(client.send(query(1)));
      CHECK(answers(client.receive(), 1));  // a connected socket takes no other sender
    }
  }
}

TEST_CASE("P-01 P-02 what is no query gets no answer, and the next query does") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  RunningListener listener(udp_listener, {endpoint}, source);
  UdpClient client(endpoint);
  REQUIRE(client.send({}));
  REQUIRE(client.send(test::Octets(11)));
  REQUIRE(client.send(test::Packet(1, 0x8000).question("www.example", 1)));
  REQUIRE(client.send(test::Octets(5000)));  // longer than any sensible request
  REQUIRE(client.send(query(2)));
  CHECK(answers(client.receive(), 2));  // the only answer: replies come in order
}

TEST_CASE("P-13 an answer too large for UDP says TC within 512 octets, or 1232 with EDNS") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  RunningListener listener(udp_listener, {endpoint}, source);
  UdpClient client(endpoint);
  for (const test::Octets& request :
       {query(1, "big.example", 16),
        test::Octets(test::Packet(1).question("big.example", 16).opt({.size = 65535}))}) {
    REQUIRE(client.send(request));
    const auto reply = test::read_message(client.receive());
    REQUIRE(reply);
    CHECK(reply->truncated());
  }
}

TEST_CASE("what was sent before the stop is answered") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  test::OpenCounters all_counters;
  const auto listener = test::make_listener(udp_listener, {endpoint}, source, all_counters).value();
  UdpClient client(endpoint);
  for (std::size_t id = 0; id < 100; ++id) REQUIRE(client.send(query(id)));
  listener->stop();
  listener->run();  // on this thread: it returns by itself
  for (std::size_t id = 0; id < 100; ++id) CHECK(answers(client.receive(), id));
}

TEST_CASE("an idle listener moves on to a new snapshot, so that the old one can go") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  RunningListener listener(udp_listener, {endpoint}, source);
  test::publish_example(source);
  for (int i = 0; i < 1000 && source.oldest_in_use() != source.edition(); ++i) ::poll(nullptr, 0, 10);
  CHECK(source.oldest_in_use() == source.edition());
}

TEST_CASE("an address that is not ours cannot be bound, and the reason says which") {
  Source source;
  test::OpenCounters all_counters;
  const auto made =
      test::make_listener(udp_listener, {*parse_endpoint("192.0.2.1:5300")}, source, all_counters);
  REQUIRE(made.has_error());
  CHECK(made.error().text.find("UDP 192.0.2.1:5300") != std::string::npos);
}

TEST_CASE("what the kernel drops while nobody reads is counted") {
  Source source;
  const Endpoint endpoint = test::free_endpoint();
  test::OpenCounters all_counters;
  const auto made = test::make_listener(udp_listener, {endpoint}, source, all_counters);
  const std::unique_ptr<Listener>& listener = made.value();

  CHECK(listener->dropped() == 0);
  UdpClient client(endpoint);
  constexpr std::size_t queries = 30'000;  // more than the largest buffer holds
  for (std::size_t id = 0; id < queries; ++id) REQUIRE(client.send(query(id & 0xFFFF)));
  const std::uint64_t dropped = listener->dropped();
  CHECK(dropped > 0);
  CHECK(dropped < queries);
}
