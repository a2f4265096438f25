#include "process/helper/helper.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

using namespace rota;
using process::Starter;

namespace {

// What a shell script writes to the line to it, and its exit code.
struct Done {
  std::string said;
  int code = -1;
};

// As the program of a starter that is confined, with a filter, as rotad has it.
std::unique_ptr<Starter> starter_of(process::Program program) {
  auto out = Starter::fork(std::move(program)).value();
  REQUIRE(out->confine(true).has_value());
  return out;
}

std::unique_ptr<Starter> starter_of(const std::string& script) {
  return starter_of({"/bin/sh", {"sh", "-c", script}});
}

Done run(const std::string& script, const std::vector<int>& more = {}) {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  const Socket ours(ends[0]);
  Socket theirs(ends[1]);
  const auto starter = starter_of(script);
  std::vector<NamedSocket> sockets;
  for (const int descriptor : more) sockets.push_back({"udp", "127.0.0.1:53", descriptor});
  const pid_t process = starter->start(theirs.get(), sockets).value();
  theirs = Socket(-1);
  Done out;
  std::array<char, 4096> piece{};
  for (ssize_t size = 0; (size = ::read(ours.get(), piece.data(), piece.size())) > 0;)
    out.said.append(piece.data(), static_cast<std::size_t>(size));
  int status = 0;
  ::waitpid(process, &status, 0);
  out.code = WEXITSTATUS(status);
  return out;
}

}  // namespace

TEST_CASE("a program gets the descriptors it is to have, in their order, and no others") {
  const Socket leaked(::socket(AF_INET, SOCK_DGRAM, 0));  // not closed on exec, as libraries leave them
  const Socket first(::socket(AF_INET, SOCK_DGRAM, 0)), second(::socket(AF_INET6, SOCK_DGRAM, 0));
  // Each at a place that another one is to take.
  const Done done =
      run("exec >&3; for n in $(seq 0 200); do [ ! -e /proc/$$/fd/$n ] || echo $n; done; "
          "readlink /proc/$$/fd/4 /proc/$$/fd/5",
          {second.get(), first.get()});
  const auto name = [](const Socket& socket) {
    return std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(socket.get())).string();
  };
  CHECK(done.said == "0\n1\n2\n3\n4\n5\n" + name(second) + "\n" + name(first) + "\n");
}

TEST_CASE("a program finds the environment, what was added, and not what was said to this process alone") {
  ::setenv("WATCHDOG_PID", "1", 1);
  ::setenv("ROTA_PREDECESSOR", "77", 1);
  ::setenv("ROTA_TEST", "kept", 1);
  const Done done = run("echo $WATCHDOG_PID $ROTA_PREDECESSOR $ROTA_TEST >&3; exit 7");
  ::unsetenv("WATCHDOG_PID");
  ::unsetenv("ROTA_PREDECESSOR");
  ::unsetenv("ROTA_TEST");
  CHECK(done.said == "3 kept\n");
  CHECK(done.code == 7);
}

TEST_CASE("a program that is not there is an error with its name") {
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto starter = starter_of(process::Program{"/nowhere/rotad", {"rotad"}});
  for (int i = 0; i < 2; ++i) {  // also the second time
    const auto started = starter->start(line.get(), {});
    REQUIRE(started.has_error());
    CHECK(started.error().text == "cannot start /nowhere/rotad: No such file or directory");
  }
}

TEST_CASE("S-06 a program is a child of who had it started, not of the small process in between") {
  CHECK(run("echo $PPID >&3").said == std::to_string(::getpid()) + "\n");
}

TEST_CASE("more descriptors than go along at once are handed over in their order") {
  std::vector<Socket> made;
  std::vector<int> numbers;
  std::string expected;
  for (int i = 0; i < 450; ++i) {
    made.emplace_back(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    numbers.push_back(made.back().get());
    expected +=
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(numbers.back())).string() + "\n";
  }
  CHECK(run("exec >&3; for n in $(seq 4 453); do readlink /proc/$$/fd/$n; done", numbers).said == expected);
}

TEST_CASE("what is started ignores no signal, and the small process is gone with who forked it") {
  CHECK(run("grep SigIgn /proc/$$/status >&3").said.find("SigIgn:\t0000000000000000") == 0);
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto starter = starter_of("kill -9 $(cat /proc/$PPID/task/*/children)");
  const pid_t last = starter->start(line.get(), {}).value();
  ::waitpid(last, nullptr, 0);
  CHECK(starter->start(line.get(), {}).has_error());
}

TEST_CASE("a socket of a kind that is not known is not handed over") {
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto starter = starter_of("exit 0");
  const std::vector<NamedSocket> odd{{"quic", "127.0.0.1:853", line.get()}};
  CHECK(starter->start(line.get(), odd).has_error());
}
