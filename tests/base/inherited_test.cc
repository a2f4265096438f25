#include "base/inherited.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace rota;

namespace {

constexpr int place = 700;  // where nothing else of this process is

// Sockets at `place` and the next ones, as a process finds them that was just started.
void put_sockets(int count) {
  for (int i = 0; i < count; ++i) {
    const Socket made(::socket(AF_INET, SOCK_DGRAM, 0));
    ::dup2(made.get(), place + i);
  }
}

bool is_same(int one, int other) {
  struct stat first {
  }, second{};
  return ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 && first.st_ino == second.st_ino;
}

}  // namespace

TEST_CASE("sockets are taken by kind and address, those of an address in their order") {
  put_sockets(4);
  const std::vector<NamedSocket> told{{"udp", "127.0.0.1:53", 7},
                                      {"control", "/run/a place/control.sock", 9},
                                      {"udp", "127.0.0.1:53", 11},
                                      {"tcp", "127.0.0.1:53", 8}};
  auto inherited = Inherited::adopt(describe(told), place).value();
  CHECK(inherited.addresses("udp") == std::vector<std::string>{"127.0.0.1:53"});
  CHECK(inherited.take("udp", "127.0.0.1:53")->get() == place);
  CHECK(inherited.take("udp", "127.0.0.1:53")->get() == place + 2);
  CHECK_FALSE(inherited.take("udp", "127.0.0.1:53"));
  CHECK_FALSE(inherited.take("tcp", "127.0.0.1:5353"));
  CHECK(inherited.take("control", "/run/a place/control.sock")->get() == place + 1);
  CHECK(inherited.addresses("udp").empty());
  CHECK(inherited.addresses("tcp").size() == 1);
}

TEST_CASE("what was inherited is not inherited further, and is closed when nobody takes it") {
  put_sockets(1);
  {
    const auto inherited = Inherited::adopt("udp 127.0.0.1:53\n", place).value();
    CHECK((::fcntl(place, F_GETFD) & FD_CLOEXEC) != 0);
  }
  CHECK(::fcntl(place, F_GETFD) == -1);
}

TEST_CASE("what a service manager holds is shared in turn, however many want it, and stays open") {
  put_sockets(3);
  const std::vector<NamedSocket> told{
      {"udp", "127.0.0.1:53", 7, true}, {"udp", "127.0.0.1:53", 9, true}, {"tcp", "127.0.0.1:53", 8}};
  CHECK(describe(told) == "held udp 127.0.0.1:53\nheld udp 127.0.0.1:53\ntcp 127.0.0.1:53\n");
  auto inherited = Inherited::adopt(describe(told), place).value();
  CHECK(inherited.held("udp", "127.0.0.1:53") == 2);
  CHECK(inherited.held("tcp", "127.0.0.1:53") == 0);
  const auto is_of = [&](int descriptor) {
    CHECK_FALSE(inherited.is_shared("udp", "127.0.0.1:53"));
    return is_same(inherited.take("udp", "127.0.0.1:53")->get(), descriptor);
  };
  CHECK(is_of(place));
  CHECK(inherited.addresses("udp").size() == 1);
  CHECK(is_of(place + 1));
  CHECK(inherited.addresses("udp").empty());
  CHECK(inherited.is_shared("udp", "127.0.0.1:53"));
  CHECK(is_same(inherited.take("udp", "127.0.0.1:53")->get(), place));
  CHECK(::fcntl(place, F_GETFD) != -1);
  inherited.drop("udp", "127.0.0.1:53");
  CHECK_FALSE(inherited.take("udp", "127.0.0.1:53"));
  CHECK(::fcntl(place, F_GETFD) == -1);
}

TEST_CASE("what is no socket is refused, by name") {
  const auto nothing = Inherited::adopt("udp 127.0.0.1:53\n", place);
  REQUIRE(nothing.has_error());
  CHECK(nothing.error().text == "no socket was inherited for udp 127.0.0.1:53");
  ::dup2(STDIN_FILENO, place);
  CHECK(Inherited::adopt("udp 127.0.0.1:53\n", place).has_error());
  CHECK(Inherited::adopt("nonsense\n", place).has_error());
}
