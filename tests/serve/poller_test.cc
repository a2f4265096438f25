// Readiness: what is told, how often, and the bell.
#include "serve/poller.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <thread>

#include "support/pair.h"

using namespace rota;
using namespace rota::serve;

namespace {

constexpr milliseconds patience{10000};

std::vector<std::uint64_t> tags(std::span<const epoll_event> ready) {
  std::vector<std::uint64_t> out;
  for (const epoll_event& event : ready) out.push_back(event.data.u64);
  return out;
}

using Tags = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a socket with input is told again until it is read") {
  auto poller = Poller::make().value();
  test::Pair pair;
  REQUIRE(poller.add(pair.server.get(), EPOLLIN, 7));
  CHECK(poller.wait(milliseconds(0)).empty());
  pair.send({1});
  CHECK(tags(poller.wait(patience)) == Tags{7});
  CHECK(tags(poller.wait(patience)) == Tags{7});
  pair.receive_at_server();
  CHECK(poller.wait(milliseconds(0)).empty());
}

TEST_CASE("what a socket is watched for can be changed, and nothing asked for is nothing told") {
  auto poller = Poller::make().value();
  test::Pair pair;
  pair.send({1});
  REQUIRE(poller.add(pair.server.get(), 0, 7));
  CHECK(poller.wait(milliseconds(0)).empty());
  poller.change(pair.server.get(), EPOLLOUT, 8);
  CHECK(tags(poller.wait(patience)) == Tags{8});
}

TEST_CASE("the bell is heard once, whoever rings it how often, also by one who comes later") {
  auto poller = Poller::make().value();
  std::thread([&] { poller.ring(); }).join();
  poller.ring();
  CHECK(tags(poller.wait(patience)) == Tags{Poller::bell_tag});
  CHECK(poller.wait(milliseconds(0)).empty());
}

TEST_CASE("a socket that is closed is told no more") {
  auto poller = Poller::make().value();
  test::Pair pair;
  REQUIRE(poller.add(pair.server.get(), EPOLLIN, 7));
  pair.send({1});
  pair.server = Socket(-1);
  CHECK(poller.wait(milliseconds(0)).empty());
}

TEST_CASE("without descriptors no poller is made, and the reason is told") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit none{.rlim_cur = 3, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
  const auto made = Poller::make();
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(made.has_error());
  CHECK(made.error().text == "cannot wait for connections: Too many open files");
}
