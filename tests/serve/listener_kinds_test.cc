// The list of listeners, and what is made of one row alone.
#include <catch2/catch.hpp>
#include <set>

#include "base/settings.h"
#include "serve/worker.h"
#include "support/server.h"

using namespace rota;
using namespace rota::serve;
using test::Octets;
using test::TcpClient;

namespace {

// Names and addresses of the sockets of workers that listen so.
std::set<SocketName> sockets_of(const std::vector<ListenPoint>& points) {
  Published<snapshot::Snapshot> source;
  test::OpenCounters all_counters;
  const auto workers = Workers::bind(points, 1, source, all_counters).value();
  std::set<SocketName> out;
  const auto sockets = workers->sockets().value();
  for (const NamedSocket& socket : sockets) out.emplace(socket.kind, socket.address);
  return out;
}

// The options of TCP as they are read from these.
ListenerOptions options(const std::string& idle_timeout) {
  Table table;
  table.push_back({"idle_timeout", {}, Value{{}, idle_timeout}});
  Mistakes mistakes;
  Settings settings(table, {}, mistakes);
  auto out = tcp_listener.read(settings);
  CHECK(mistakes.all().empty());
  return out;
}

// What a client that asks is told, in tenths of a second.
std::size_t told_idle(const Endpoint& endpoint) {
  TcpClient client(endpoint);
  REQUIRE(client.send(
      TcpClient::framed(test::Packet(1).question("www.example", 1).opt({.options = {0, 11, 0, 0}}))));
  const Octets reply = client.message();
  REQUIRE(reply.size() > 2);
  return reply[reply.size() - 2] * std::size_t{256} + reply.back();
}

}  // namespace

TEST_CASE("the list of listeners has each transport once, with all that a row says") {
  std::set<std::string_view> names;
  std::set<std::size_t> paths;
  for (const ListenerKind* kind : all_listeners()) {
    INFO(kind->name);
    CHECK(names.insert(kind->name).second);
    CHECK(find_listener(kind->name) == kind);
    CHECK(kind->make != nullptr);
    CHECK((kind->read != nullptr) == (kind->options != nullptr));
    CHECK(kind->transport.largest_reply >= dns::plain_limit);
    for (const Family family : {Family::v4, Family::v6})
      CHECK(paths.insert(place_of(path_of(*kind, family))).second);
  }
  CHECK(*paths.rbegin() < stats::path_count);
  CHECK(find_listener("upd") == nullptr);
  CHECK(find_listener("udp")->socket_type == SOCK_DGRAM);
  CHECK(capital_name(tcp_listener) == "TCP");
}

TEST_CASE("of the usual kinds a datagram proves no address, and a connection does") {
  CHECK_FALSE(udp_listener.transport.proves_address);
  CHECK(udp_listener.transport.largest_reply == dns::udp_limit);
  CHECK(tcp_listener.transport.proves_address);
  CHECK(tcp_listener.transport.largest_reply == largest_reply);
}

TEST_CASE("workers listen by those kinds that their points name, and no others") {
  const Endpoint one = test::free_endpoint(), other = test::free_endpoint();
  using Names = std::set<SocketName>;
  CHECK(sockets_of(usual_points({&one, 1})) == Names{{"udp", one.text()}, {"tcp", one.text()}});
  CHECK(sockets_of({{&udp_listener, one}, {&tcp_listener, other}}) ==
        Names{{"udp", one.text()}, {"tcp", other.text()}});
  CHECK(sockets_of({{&tcp_listener, one}, {&tcp_listener, other}}) ==
        Names{{"tcp", one.text()}, {"tcp", other.text()}});
}

TEST_CASE("options are those of their address: others of the same worker have their own") {
  Published<snapshot::Snapshot> source;
  test::publish_example(source);
  test::OpenCounters all_counters;
  const Endpoint usual = test::free_endpoint(), patient = test::free_endpoint();
  const std::vector<ListenPoint> points{{&tcp_listener, usual}, {&tcp_listener, patient, options("30s")}};
  const auto workers = Workers::bind(points, 1, source, all_counters).value();
  workers->start();
  CHECK(told_idle(usual) == 80);
  CHECK(told_idle(patient) == 240);
  CHECK(told_idle(usual) == 80);
}
