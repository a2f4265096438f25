// Sockets are put where a service manager puts them, only under higher numbers.
#include "process/service/activation.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;

namespace {

constexpr SocketKind kinds[] = {{"udp", SOCK_DGRAM}, {"tcp", SOCK_STREAM}};
constexpr int place = 720;  // where nothing else of this process is

void put(int index, const Socket& socket) { REQUIRE(::dup2(socket.get(), place + index) == place + index); }

// At a port of the kernel's choice on 127.0.0.1.
std::string put_bound(int index, int type, bool listens) {
  const Socket made(::socket(AF_INET, type | SOCK_NONBLOCK, 0));
  sockaddr_storage address{};
  const std::size_t size = to_sockaddr(*parse_endpoint("127.0.0.1:0"), address);
  REQUIRE(::bind(made.get(), reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(size)) == 0);
  if (listens) REQUIRE(::listen(made.get(), 1) == 0);
  socklen_t room = sizeof address;
  REQUIRE(::getsockname(made.get(), reinterpret_cast<sockaddr*>(&address), &room) == 0);
  put(index, made);
  return from_sockaddr(address)->text();
}

void say(const std::string& process, const std::string& count, const char* names = nullptr) {
  ::setenv("LISTEN_PID", process.c_str(), 1);
  ::setenv("LISTEN_FDS", count.c_str(), 1);
  names != nullptr ? ::setenv("LISTEN_FDNAMES", names, 1) : ::unsetenv("LISTEN_FDNAMES");
}

void say_to_us(const std::string& count, const char* names = nullptr) {
  say(std::to_string(::getpid()), count, names);
}

bool is_open(int index) { return ::fcntl(place + index, F_GETFD) != -1; }

bool says(const test::CapturedLog& log, const std::string& text) {
  return log.text().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "X-04 the sockets that a service manager passes are taken as what they are and where they are bound") {
  const std::string udp = put_bound(0, SOCK_DGRAM, false), tcp = put_bound(1, SOCK_STREAM, true);
  say_to_us("2");
  auto passed = process::passed_sockets(kinds, place).value();
  CHECK(passed.held("udp", udp) == 1);
  CHECK(passed.held("tcp", tcp) == 1);
  CHECK((::fcntl(place, F_GETFD) & FD_CLOEXEC) != 0);
  for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) CHECK(::getenv(name) == nullptr);
  CHECK(process::passed_sockets(kinds, place)->addresses("udp").empty());
}

TEST_CASE("what a unit calls a socket tells kinds of one type apart, and no more") {
  constexpr SocketKind three[] = {{"udp", SOCK_DGRAM}, {"tcp", SOCK_STREAM}, {"tls", SOCK_STREAM}};
  const std::string plain = put_bound(0, SOCK_STREAM, true), named = put_bound(1, SOCK_STREAM, true),
                    other = put_bound(2, SOCK_DGRAM, false);
  say_to_us("3", "rota.socket:tls:tls");
  const auto passed = process::passed_sockets(three, place).value();
  CHECK(passed.addresses("tcp") == std::vector{plain});
  CHECK(passed.addresses("tls") == std::vector{named});
  CHECK(passed.addresses("udp") == std::vector{other});  // no name makes a stream of it
}

TEST_CASE("sockets that were passed to another process are not this one's") {
  put_bound(0, SOCK_DGRAM, false);
  say("1", "1");
  CHECK(process::passed_sockets(kinds, place)->addresses("udp").empty());
  CHECK(is_open(0));
  CHECK(::getenv("LISTEN_FDS") == nullptr);
  ::close(place);
}

TEST_CASE("a count of sockets that is no number is refused") {
  for (const char* count : {"x", "-1", "2x", "", "99999999999"}) {
    say_to_us(count);
    const auto passed = process::passed_sockets(kinds, place);
    REQUIRE(passed.has_error());
    CHECK(passed.error().text == "LISTEN_FDS is '" + std::string(count) + "', and not a number of sockets");
  }
}

TEST_CASE("what is neither UDP nor listening TCP is told of by its number and name, and closed") {
  put_bound(0, SOCK_STREAM, false);
  put(1, Socket(::socket(AF_UNIX, SOCK_DGRAM, 0)));
  const std::string udp = put_bound(2, SOCK_DGRAM, false);
  say_to_us("4", "a:b\x1b:c:nothing");
  const test::CapturedLog log;
  CHECK(process::passed_sockets(kinds, place)->held("udp", udp) == 1);
  const std::string rest = " is neither a UDP nor a listening TCP socket: it is not used";
  CHECK(says(log, "socket 720 of the service manager ('a')" + rest));
  CHECK(says(log, "socket 721 of the service manager ('b\\x1b')" + rest));
  CHECK(says(log, "socket 723 of the service manager ('nothing')" + rest));
  CHECK_FALSE(says(log, "'c'"));
  CHECK_FALSE(is_open(0));
  CHECK_FALSE(is_open(1));
}

TEST_CASE("a wildcard of IPv6 that takes IPv4 as well is told of") {
  for (const int only : {0, 1}) {
    const Socket made(::socket(AF_INET6, SOCK_DGRAM, 0));
    if (made.get() < 0) return;  // this machine has no IPv6
    REQUIRE(::setsockopt(made.get(), IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only) == 0);
    put(0, made);
    say_to_us("1");
    const test::CapturedLog log;
    CHECK(process::passed_sockets(kinds, place)->addresses("udp").size() == 1);
    CHECK(says(log, "set BindIPv6Only=ipv6-only") == (only == 0));
  }
}

TEST_CASE("a socket that is held where nobody listens is told of and let go, and no other") {
  const std::string named = put_bound(0, SOCK_DGRAM, false), unnamed = put_bound(1, SOCK_DGRAM, false);
  say_to_us("2");
  auto passed = process::passed_sockets(kinds, place).value();
  const test::CapturedLog log;
  process::drop_unnamed(passed, kinds, {{"udp", named}});
  CHECK(says(log, "the service manager holds a udp socket at " + unnamed +
                      ", which is not in \"listen\": rota does not answer there"));
  CHECK_FALSE(says(log, named));
  CHECK(passed.held("udp", named) == 1);
  CHECK(passed.held("udp", unnamed) == 0);
  CHECK_FALSE(is_open(1));
}
