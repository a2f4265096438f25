// The new process's side, with the test for the old one.
#include "process/replace/predecessor.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "process/helper/program.h"

using namespace rota;
using process::Predecessor;
using process::write_message;

namespace {

constexpr int place = 750;

// The old process's end of the line; the other one stands at `place`, a socket behind it.
class Old {
 public:
  Old() {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    line_ = Socket(ends[0]);
    const Socket theirs(ends[1]), handed(::socket(AF_INET, SOCK_DGRAM, 0));
    ::dup2(theirs.get(), place);
    ::dup2(handed.get(), place + 1);
    ::setenv(process::predecessor_variable.data(), std::to_string(place).c_str(), 1);
  }

  void say(const std::string& octets) const { ::send(line_.get(), octets.data(), octets.size(), 0); }
  std::string hear() const {
    std::array<char, 512> out{};
    const ssize_t size = ::recv(line_.get(), out.data(), out.size(), MSG_DONTWAIT);
    return {out.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }
  void end() { line_ = Socket(-1); }

 private:
  Socket line_{-1};
};

}  // namespace

TEST_CASE("who was started afresh has no predecessor") {
  ::unsetenv(process::predecessor_variable.data());
  CHECK(Predecessor::meet().value() == nullptr);
}

TEST_CASE("a new process gets sockets and knowledge, says that it is ready, and hears the rest") {
  Old old;
  old.say(write_message("sockets", "udp 127.0.0.1:53\n"));
  const auto predecessor = Predecessor::meet().value();
  CHECK(::getenv(process::predecessor_variable.data()) == nullptr);
  CHECK((::fcntl(place, F_GETFD) & FD_CLOEXEC) != 0);
  CHECK(predecessor->sockets().take("udp", "127.0.0.1:53")->get() == place + 1);
  CHECK(old.hear() == "hello 0\n");

  old.say(write_message("health", "well") + write_message("events", "") + write_message("go"));
  CHECK(predecessor->learn().value() == StateDirectory::Texts{{"health", "well"}, {"events", ""}});
  CHECK(old.hear() == "loaded 0\n");

  boost::asio::io_context loop;
  std::string heard;
  predecessor->tell_ready(
      loop, [&] { heard += "ours "; }, [&] { heard += "gone"; });
  CHECK(old.hear() == "ready 0\n");
  old.say(write_message("yours"));
  loop.run_one();
  CHECK(heard == "ours ");
  old.end();
  loop.run();  // ends: there is nothing left to wait for
  CHECK(heard == "ours gone");
}

TEST_CASE("what went wrong is told to the old process") {
  const Old old;
  old.say(write_message("sockets", ""));
  const auto predecessor = Predecessor::meet().value();
  predecessor->tell_failure("2 mistakes");
  CHECK(old.hear() == "hello 0\nfailed 10\n2 mistakes");
}

TEST_CASE("an old process that has gone, or talks nonsense, is an error") {
  Old old;
  SECTION("gone") {
    old.end();
    CHECK(Predecessor::meet().error().text == "the process to be replaced has ended");
  }
  SECTION("nonsense") {
    old.say("nonsense\n");
    CHECK(Predecessor::meet().has_error());
  }
  SECTION("no sockets") {
    old.say(write_message("go"));
    CHECK(Predecessor::meet().error().text == "no sockets were handed over");
  }
  SECTION("sockets that are not there") {
    old.say(write_message("sockets", "udp 127.0.0.1:53\ntcp 127.0.0.1:53\n"));
    CHECK(Predecessor::meet().error().text == "no socket was inherited for tcp 127.0.0.1:53");
  }
  SECTION("gone later") {
    old.say(write_message("sockets", ""));
    const auto predecessor = Predecessor::meet().value();
    old.end();
    CHECK(predecessor->learn().has_error());
  }
}
