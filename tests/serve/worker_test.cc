// Workers: all listeners together, and snapshots that change under them.
#include "serve/worker.h"

#include <atomic>
#include <catch2/catch.hpp>

#include "support/server.h"

using namespace rota;
using namespace rota::serve;
using dns::Type;
using test::TcpClient;
using test::UdpClient;
using test::wire;
using test::ZoneBuilder;

namespace {

// A world in which every record says `edition`, in its TTL and in its data.
std::shared_ptr<const snapshot::Snapshot> world_of(std::uint8_t edition) {
  auto zone = ZoneBuilder::usual("example");
  zone.add("alias", Type::cname, wire("www.example"), edition).pool("www", Type::a, 0, 0);
  zone.add("mail", Type::mx, test::mx(edition, "mx.example"), edition)
      .add("mx", Type::a, {192, 0, 2, edition}, edition);
  std::vector<test::Octets> members;
  const auto count = static_cast<std::uint8_t>(1 + edition % 7);
  for (std::uint8_t i = 0; i < count; ++i) members.push_back({192, 0, i, edition});
  return test::make_snapshot({zone}, {{{{.type = Type::a, .members = members, .ttl = edition}}}});
}

// Whether all that the reply says is of one edition, and as much as that edition has.
bool is_of_one_world(const test::Octets& octets) {
  const auto reply = test::read_message(octets);
  if (!reply || reply->sections[0].empty()) return false;
  const std::uint32_t edition = reply->sections[0][0].ttl;
  std::size_t addresses = 0;
  for (const auto& section : reply->sections)
    for (const test::Record& record : section) {
      const std::string last = record.data.substr(record.data.rfind('.') + 1);
      if (record.ttl != edition || (record.type == 1 && last != std::to_string(edition))) return false;
      addresses += record.type == 1;
    }
  return addresses == (reply->asked == "mail.example." ? 1 : 1 + edition % 7);
}

test::Octets request(std::size_t id) {
  return id % 2 == 0 ? test::query(id, "alias.example") : test::query(id, "mail.example", 15);
}

std::size_t ask_over_udp(const Endpoint& endpoint, std::size_t times) {
  std::size_t good = 0;
  for (std::size_t id = 0; id < times; ++id) {
    UdpClient client(endpoint);  // a new port each: the kernel spreads them over the workers
    good += client.send(request(id)) && is_of_one_world(client.receive());
  }
  return good;
}

std::size_t ask_over_tcp(const Endpoint& endpoint, std::size_t times) {
  TcpClient client(endpoint);
  std::size_t good = 0;
  for (std::size_t id = 0; id < times; ++id)
    good += client.send(TcpClient::framed(request(id))) && is_of_one_world(client.message());
  return good;
}

}  // namespace

TEST_CASE("P-91 while snapshots are swapped, every answer is wholly of one of them") {
  constexpr std::size_t times = 400;
  Published<snapshot::Snapshot> source;
  source.publish(world_of(1));
  test::OpenCounters all_counters;
  const Endpoint endpoint = test::free_endpoint();
  const auto workers = Workers::bind(usual_points(std::vector{endpoint}), 2, source, all_counters).value();
  workers->start();
  std::atomic<bool> done{false};
  std::thread publisher([&] {
    for (unsigned i = 0; !done.load(); ++i) {
      source.publish(world_of(static_cast<std::uint8_t>(1 + i % 200)));
      source.sweep();
    }
  });
  std::array<std::size_t, 4> good{};
  {
    std::vector<std::jthread> clients;
    for (std::size_t i = 0; i < good.size(); ++i)
      clients.emplace_back(
          [&, i] { good[i] = i % 2 == 0 ? ask_over_udp(endpoint, times) : ask_over_tcp(endpoint, times); });
  }
  done = true;
  publisher.join();
  workers->stop();
  for (const std::size_t count : good) CHECK(count == times);
  CHECK(source.edition() > 2);
}

TEST_CASE("workers end with what they were sent answered, and may be stopped twice") {
  Published<snapshot::Snapshot> source;
  test::publish_example(source);
  test::OpenCounters all_counters;
  const Endpoint endpoint = test::free_endpoint();
  const auto workers = Workers::bind(usual_points(std::vector{endpoint}), 3, source, all_counters).value();
  UdpClient client(endpoint);
  for (std::size_t id = 0; id < 50; ++id) REQUIRE(client.send(test::query(id)));
  workers->start();
  workers->stop();
  workers->stop();
  for (std::size_t id = 0; id < 50; ++id) CHECK(test::answers(client.receive(), id));
}

TEST_CASE("a set of endpoints of which one cannot be bound is refused with its name") {
  Published<snapshot::Snapshot> source;
  test::OpenCounters all_counters;
  const auto made =
      Workers::bind(usual_points(std::vector{test::free_endpoint(), *parse_endpoint("192.0.2.1:5300")}), 1,
                    source, all_counters);
  REQUIRE(made.has_error());
  CHECK(made.error().text.find("192.0.2.1:5300") != std::string::npos);
}
