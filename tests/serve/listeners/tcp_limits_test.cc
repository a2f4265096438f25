// What hostile and hapless peers may cost, over real sockets. The limits in time
// are the connection's, and tested there on a clock of our own.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "base/clock.h"
#include "serve/listeners/all.h"
#include "support/server.h"

using namespace rota;
using namespace rota::serve;
using test::answers;
using test::Octets;
using test::query;
using test::RunningListener;
using test::TcpClient;

namespace {

struct Server {
  Server() { test::publish_example(source); }

  Published<snapshot::Snapshot> source;
  Endpoint endpoint = test::free_endpoint();
  RunningListener listener{tcp_listener, {endpoint}, source};
};

Octets framed(std::size_t count, std::string_view name = "www.example", std::size_t type = 1) {
  Octets out;
  for (std::size_t id = 0; id < count; ++id) test::put(out, TcpClient::framed(query(id, name, type)));
  return out;
}

void reset(const TcpClient& client) {
  const linger now{1, 0};
  ::setsockopt(client.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

// Waits for it, but not for ever.
bool until(const std::function<bool()>& is_so) {
  const auto end = std::chrono::steady_clock::now() + milliseconds(test::patience_milliseconds);
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return true;
}

}  // namespace

TEST_CASE("O-06 a peer that never reads is cut off, and what it did not take is thrown away") {
  Server server;
  TcpClient client(server.endpoint);
  bool sent = true;
  std::thread([&] { sent = client.send(framed(200000, "big.example", 16)); }).join();
  CHECK_FALSE(sent);  // not after all answers, some 4 GB: after the reset
}

TEST_CASE("O-06 while one connection floods, others have their turns") {
  Server server;
  const Octets queries = framed(100000);  // before it connects: then its time for the first query runs
  TcpClient flood(server.endpoint), other(server.endpoint);
  std::size_t flooded = 0;
  std::jthread reader([&] {
    while (!flood.message().empty()) ++flooded;
  });
  std::jthread sender([&] {
    flood.send(queries);
    flood.finish_sending();
  });
  for (std::size_t id = 0; id < 200; ++id) {
    REQUIRE(other.send(TcpClient::framed(query(id))));
    REQUIRE(answers(other.message(), id));
  }
  sender.join();
  reader.join();
  CHECK(flooded == 100000);
}

TEST_CASE("O-07 of peers that break off in whatever state, no descriptor is left") {
  Server server;
  const std::size_t before = open_descriptors();
  for (const bool is_reset : {false, true})
    for (const Octets& last :
         {Octets{}, Octets{0}, Octets{0, 40, 1}, Octets{0, 0}, framed(1), framed(300, "big.example", 16)}) {
      TcpClient client(server.endpoint);
      if (!last.empty()) REQUIRE(client.send(last));
      if (is_reset) reset(client);
    }
  CHECK(until([&] { return open_descriptors() == before; }));
}

TEST_CASE("P-65 what is no query costs a peer no answer that it is owed, however much it sent after it") {
  Server server;
  TcpClient client(server.endpoint);
  Octets all = framed(3);
  test::put(all, {0, 0});
  all.resize(all.size() + 500000, 1);
  REQUIRE(client.send(all));
  for (std::size_t id = 0; id < 3; ++id) CHECK(answers(client.message(), id));
  CHECK(client.ends());
}

TEST_CASE("P-65 who has connected by the stop is answered too, also when nobody was there to accept yet") {
  Published<snapshot::Snapshot> source;
  test::publish_example(source);
  const Endpoint endpoint = test::free_endpoint();
  test::OpenCounters all_counters;
  const auto listener = test::make_listener(tcp_listener, {endpoint}, source, all_counters).value();
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (std::size_t id = 0; id < 40; ++id) {
    clients.push_back(std::make_unique<TcpClient>(endpoint));
    REQUIRE(clients.back()->send(TcpClient::framed(query(id))));
  }
  listener->stop();
  listener->run();
  for (std::size_t id = 0; id < 40; ++id) {
    CHECK(answers(clients[id]->message(), id));
    CHECK(clients[id]->ends());
  }
}

TEST_CASE("without descriptors there is no listener, and the reason is told") {
  Published<snapshot::Snapshot> source;
  const std::vector endpoints{test::free_endpoint()};
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  test::OpenCounters all_counters;
  const auto made = test::make_listener(tcp_listener, endpoints, source, all_counters);
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(made.has_error());
  CHECK(made.error().text == "cannot wait for connections: Too many open files");
}
