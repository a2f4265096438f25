// TCP over real sockets: framing, pipelining, ends.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <ctime>

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

// A running server and how to reach it.
struct Server {
  Server() { test::publish_example(source); }

  Published<snapshot::Snapshot> source;
  Endpoint endpoint = test::free_endpoint();
  RunningListener listener{tcp_listener, {endpoint}, source};
};

Octets pipelined(std::size_t count, std::string_view name = "www.example", std::size_t type = 1) {
  Octets out;
  for (std::size_t id = 0; id < count; ++id) test::put(out, TcpClient::framed(query(id, name, type)));
  return out;
}

}  // namespace

TEST_CASE("one connection carries query after query") {
  Server server;
  TcpClient client(server.endpoint);
  for (std::size_t id = 0; id < 20; ++id) {
    REQUIRE(client.send(TcpClient::framed(query(id))));
    CHECK(answers(client.message(), id));
  }
}

TEST_CASE("P-61 a query may come one octet at a time") {
  Server server;
  TcpClient client(server.endpoint);
  for (const std::uint8_t octet : pipelined(2)) REQUIRE(client.send({octet}));
  CHECK(answers(client.message(), 0));
  CHECK(answers(client.message(), 1));
}

TEST_CASE("P-61 every way to cut two queries in two is understood") {
  Server server;
  TcpClient client(server.endpoint);
  const Octets both = pipelined(2);
  for (std::size_t cut = 1; cut < both.size(); ++cut) {
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(cut);
    REQUIRE(client.send({both.begin(), middle}));
    if (cut >= both.size() / 2) CHECK(answers(client.message(), 0));
    REQUIRE(client.send({middle, both.end()}));
    if (cut < both.size() / 2) CHECK(answers(client.message(), 0));
    CHECK(answers(client.message(), 1));
  }
}

TEST_CASE("P-61 thousands of queries in one go are all answered, in order") {
  Server server;
  TcpClient client(server.endpoint);
  const std::jthread sender([&] { client.send(pipelined(5000)); });
  std::size_t good = 0;
  for (std::size_t id = 0; id < 5000; ++id) good += answers(client.message(), id);
  CHECK(good == 5000);
}

TEST_CASE("P-62 after a half-close all queries are answered, then the stream ends") {
  Server server;
  TcpClient client(server.endpoint);
  REQUIRE(client.send(pipelined(500)));
  client.finish_sending();
  for (std::size_t id = 0; id < 500; ++id) REQUIRE(answers(client.message(), id));
  CHECK(client.ends());
}

TEST_CASE("a half-close in the middle of a query ends the stream without an answer to it") {
  Server server;
  TcpClient client(server.endpoint);
  Octets cut = pipelined(2);
  cut.pop_back();
  REQUIRE(client.send(cut));
  client.finish_sending();
  CHECK(answers(client.message(), 0));
  CHECK(client.ends());
}

TEST_CASE("P-61 what is no query ends the stream, after the answers it is owed") {
  Server server;
  for (const Octets& junk :
       {Octets{}, Octets(11), Octets(test::Packet(1, 0x8000).question("www.example", 1))}) {
    TcpClient client(server.endpoint);
    Octets all = pipelined(3);
    test::put(all, TcpClient::framed(junk));
    REQUIRE(client.send(all));
    for (std::size_t id = 0; id < 3; ++id) CHECK(answers(client.message(), id));
    CHECK(client.ends());
  }
}

TEST_CASE("a large answer is whole, and many of them in one go too") {
  Server server;
  TcpClient client(server.endpoint);
  const std::jthread sender([&] { client.send(pipelined(100, "big.example", 16)); });
  for (std::size_t id = 0; id < 100; ++id) {
    const auto reply = test::read_message(client.message());
    REQUIRE(reply);
    CHECK(reply->id == id);
    CHECK(reply->answer().size() == 100);
  }
}

TEST_CASE("the longest message there is gets its FORMERR, and the next query its answer") {
  Server server;
  TcpClient client(server.endpoint);
  Octets longest = query(9);
  longest.resize(65535);
  REQUIRE(client.send(TcpClient::framed(longest)));
  const auto reply = test::read_message(client.message());
  REQUIRE(reply);
  CHECK(reply->rcode() == 1);
  REQUIRE(client.send(TcpClient::framed(query(10))));
  CHECK(answers(client.message(), 10));
}

TEST_CASE("many connections are served side by side") {
  Server server;
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (std::size_t i = 0; i < 200; ++i) {
    clients.push_back(std::make_unique<TcpClient>(server.endpoint));
    REQUIRE(clients.back()->is_connected());
    REQUIRE(clients.back()->send({0}));  // half a length: each keeps the server waiting
  }
  for (std::size_t i = 0; i < 200; ++i) {
    const Octets rest = TcpClient::framed(query(i));
    REQUIRE(clients[i]->send({rest.begin() + 1, rest.end()}));
  }
  for (std::size_t i = 0; i < 200; ++i) CHECK(answers(clients[i]->message(), i));
}

TEST_CASE("a peer that goes away in any state harms nobody") {
  Server server;
  for (const Octets& last : {Octets{}, Octets{0}, Octets{0, 40, 1}, pipelined(200, "big.example", 16)}) {
    TcpClient gone(server.endpoint);
    if (!last.empty()) REQUIRE(gone.send(last));
    const linger reset{1, 0};
    ::setsockopt(gone.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  TcpClient client(server.endpoint);
  REQUIRE(client.send(TcpClient::framed(query(1))));
  CHECK(answers(client.message(), 1));
}

TEST_CASE("P-65 what has arrived by the stop is answered, then the stream ends without a reset") {
  Server server;
  TcpClient busy(server.endpoint), idle(server.endpoint);
  for (TcpClient* client : {&busy, &idle}) {
    REQUIRE(client->send(TcpClient::framed(query(7))));
    REQUIRE(answers(client->message(), 7));
  }
  REQUIRE(busy.send(pipelined(1000)));
  server.listener.stop();
  for (std::size_t id = 0; id < 1000; ++id) REQUIRE(answers(busy.message(), id));
  CHECK(busy.ends());
  CHECK(idle.ends());
}

TEST_CASE("P-65 a peer that never reads does not keep the server from ending") {
  Server server;
  TcpClient client(server.endpoint);
  const std::jthread sender([&] { client.send(pipelined(20000, "big.example", 16)); });
  REQUIRE_FALSE(client.message().empty());  // it is being answered, some 400 MB are to come
  server.listener.stop();                   // returns
  client.finish_sending();
}

TEST_CASE("P-63 who connects and says nothing is let go after the first-query limit") {
  Server server;
  TcpClient silent(server.endpoint);
  CHECK(silent.ends());
}

TEST_CASE("a stop before the start ends the run at once") {
  Published<snapshot::Snapshot> source;
  test::OpenCounters all_counters;
  const auto listener =
      test::make_listener(tcp_listener, {test::free_endpoint()}, source, all_counters).value();
  listener->stop();
  listener->run();
  SUCCEED();
}

TEST_CASE("an address that is not ours cannot be listened on, and the reason says which") {
  Published<snapshot::Snapshot> source;
  test::OpenCounters all_counters;
  const auto made =
      test::make_listener(tcp_listener, {*parse_endpoint("192.0.2.1:5300")}, source, all_counters);
  REQUIRE(made.has_error());
  CHECK(made.error().text.find("TCP 192.0.2.1:5300") != std::string::npos);
}

namespace {

// No descriptor above those in use and one more, until it goes.
class OneDescriptorLeft {
 public:
  OneDescriptorLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(STDERR_FILENO);
    ::close(next);
    const rlimit tight{static_cast<rlim_t>(next) + 1, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &tight);
  }
  ~OneDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

double processor_seconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

}  // namespace

TEST_CASE("out of descriptors a client waits to be accepted, and nobody spins") {
  Server server;
  auto tight = std::make_optional<OneDescriptorLeft>();
  TcpClient client(server.endpoint);  // takes the last one: accepting it fails
  REQUIRE(client.is_connected());
  REQUIRE(client.send(TcpClient::framed(query(7))));
  const double before = processor_seconds();
  CHECK(client.receive(1, 400).empty());
  CHECK(processor_seconds() - before < 0.2);  // a spinning thread would have used all 0.4 s
  tight.reset();
  CHECK(answers(client.message(), 7));
}
