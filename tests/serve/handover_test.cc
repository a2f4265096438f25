// Workers that leave while others go on with the same sockets, as two processes do.
#include <catch2/catch.hpp>

#include "serve/listeners/all.h"
#include "support/handover.h"

using namespace rota;
using namespace rota::serve;
using test::Crowd;
using test::hand_on;
using test::TcpClient;
using test::UdpClient;

TEST_CASE_METHOD(test::Example, "workers hand their sockets on, and no query is lost") {
  const Endpoint endpoint = test::free_endpoint();
  auto old = Workers::bind(usual_points(std::vector{endpoint}), 2, source, all_counters).value();
  old->start();
  Crowd crowd(endpoint);
  for (int i = 0; i < 3; ++i) {
    Inherited inherited = hand_on(*old);
    auto next =
        Workers::bind(usual_points(std::vector{endpoint}), 2, source, all_counters, &inherited).value();
    CHECK(inherited.addresses("udp").empty());
    CHECK(inherited.addresses("tcp").empty());
    next->start();
    old->leave();
    old = std::move(next);
    old->give_up_surplus();
    CHECK(old->sockets().has_value());
    crowd.wait(50);
  }
  CHECK(crowd.finish() == 0);
}

TEST_CASE_METHOD(test::Example, "where fewer workers are to go on, the others end without losing a query") {
  const Endpoint endpoint = test::free_endpoint();
  auto old = Workers::bind(usual_points(std::vector{endpoint}), 4, source, all_counters).value();
  old->start();
  Crowd crowd(endpoint);
  Inherited inherited = hand_on(*old);
  const auto next =
      Workers::bind(usual_points(std::vector{endpoint}), 1, source, all_counters, &inherited).value();
  next->start();
  old->leave();
  old.reset();
  CHECK(next->sockets().has_error());  // nobody can inherit what is being given up
  next->give_up_surplus();
  while (next->sockets().has_error()) crowd.wait(10);
  CHECK(next->sockets()->size() == 2);
  crowd.wait(50);
  CHECK(crowd.finish() == 0);
}

TEST_CASE_METHOD(test::Example,
                 "where more workers are to go on, they share the address with those inherited") {
  const Endpoint endpoint = test::free_endpoint(), other = test::free_endpoint();
  auto old = Workers::bind(usual_points(std::vector{endpoint}), 1, source, all_counters).value();
  old->start();
  Crowd crowd(endpoint);
  Inherited inherited = hand_on(*old);
  const auto next =
      Workers::bind(usual_points(std::vector{endpoint, other}), 3, source, all_counters, &inherited).value();
  next->start();
  old->leave();
  old.reset();
  CHECK(next->sockets()->size() == 12);
  crowd.wait(50);
  CHECK(crowd.finish() == 0);
  UdpClient client(other);
  REQUIRE(client.send(test::query(1)));
  CHECK(test::answers(client.receive(), 1));
}

TEST_CASE_METHOD(test::Example, "an address that is given up answers to the end, and then is closed") {
  const Endpoint kept = test::free_endpoint(), given_up = test::free_endpoint();
  auto old = Workers::bind(usual_points(std::vector{kept, given_up}), 1, source, all_counters).value();
  Inherited inherited = hand_on(*old);
  const auto next =
      Workers::bind(usual_points(std::vector{kept}), 1, source, all_counters, &inherited).value();
  old.reset();
  next->start();
  UdpClient client(given_up);
  REQUIRE(client.send(test::query(1)));
  CHECK(test::answers(client.receive(), 1));
  next->give_up_surplus();
  while (next->sockets().has_error()) std::this_thread::yield();
  CHECK_FALSE(TcpClient(given_up).is_connected());
  CHECK(TcpClient(kept).is_connected());
}

TEST_CASE_METHOD(test::Example, "who leaves does not take what waits for the other") {
  const Endpoint endpoint = test::free_endpoint();
  const auto old = test::make_listener(udp_listener, {endpoint}, source, all_counters).value();
  Inherited inherited = hand_on(old->sockets());
  const auto next = test::make_listener(udp_listener, {endpoint}, source, all_counters, &inherited).value();
  UdpClient client(endpoint);
  for (std::size_t id = 0; id < 20; ++id) REQUIRE(client.send(test::query(id)));
  old->leave();
  old->run();
  CHECK(client.receive(65535, 0).empty());
  next->stop();
  next->run();
  for (std::size_t id = 0; id < 20; ++id) CHECK(test::answers(client.receive(), id));
}

TEST_CASE_METHOD(test::Example,
                 "a connection goes on where it was accepted until it ends, newcomers elsewhere") {
  const Endpoint endpoint = test::free_endpoint();
  const auto old = test::make_listener(tcp_listener, {endpoint}, source, all_counters).value();
  Inherited inherited = hand_on(old->sockets());
  test::Octets framed = TcpClient::framed(test::query(1));
  std::jthread running([&] { old->run(); });
  TcpClient client(endpoint);
  REQUIRE(client.send(framed));
  CHECK(test::answers(client.message(), 1));
  REQUIRE(client.send({framed.begin(), framed.begin() + 9}));
  old->leave();
  test::RunningListener next(tcp_listener, {endpoint}, source, std::move(inherited));
  for (std::size_t id = 2; id < 20; ++id) {
    TcpClient newcomer(endpoint);
    REQUIRE(newcomer.send(TcpClient::framed(test::query(id))));
    CHECK(test::answers(newcomer.message(), id));
  }
  REQUIRE(client.send({framed.begin() + 9, framed.end()}));
  CHECK(test::answers(client.message(), 1));
  REQUIRE(client.send(framed));
  CHECK(test::answers(client.message(), 1));
  client.finish_sending();
  CHECK(client.ends());
  running.join();  // by itself, now that its last connection has ended
}
