#include "control/replace/starter.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

using namespace rota;
using control::replace::Starter;

namespace {

// What a shell script writes to the first descriptor it was given, and its exit code.
struct Done {
  std::string said;
  int code = -1;
};

Done run(const std::string& script, std::vector<int> more = {}) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const Socket reading(pipe[0]);
  Socket writing(pipe[1]);
  more.insert(more.begin(), writing.get());
  const auto starter = Starter::fork({"/bin/sh", {"sh", "-c", script}}).value();
  const pid_t process = starter->start(more, "ROTA_TEST=given").value();
  writing = Socket(-1);
  Done out;
  std::array<char, 4096> piece{};
  for (ssize_t size = 0; (size = ::read(reading.get(), piece.data(), piece.size())) > 0;)
    out.said.append(piece.data(), static_cast<std::size_t>(size));
  int status = 0;
  ::waitpid(process, &status, 0);
  out.code = WEXITSTATUS(status);
  return out;
}

}  // namespace

TEST_CASE("a program gets the descriptors it is to have, in their order, and no others") {
  const Socket leaked(::socket(AF_INET, SOCK_DGRAM, 0));  // not closed on exec, as libraries leave them
  std::array<int, 2> pair{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) == 0);
  const Socket first(pair[0]), second(pair[1]);
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
  ::setenv("ROTA_TEST", "before", 1);
  ::setenv("ROTA_TEST_OTHER", "kept", 1);
  const Done done = run("echo $WATCHDOG_PID $ROTA_TEST $ROTA_TEST_OTHER >&3; exit 7");
  ::unsetenv("WATCHDOG_PID");
  ::unsetenv("ROTA_TEST");
  ::unsetenv("ROTA_TEST_OTHER");
  CHECK(done.said == "given kept\n");
  CHECK(done.code == 7);
}

TEST_CASE("a program that is not there is an error with its name") {
  const auto starter = Starter::fork({"/nowhere/rotad", {"rotad"}}).value();
  for (int i = 0; i < 2; ++i) {  // also the second time
    const auto started = starter->start({}, "ROTA_TEST=1");
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
  const auto starter =
      Starter::fork({"/bin/sh", {"sh", "-c", "kill -9 $(cat /proc/$PPID/task/*/children)"}}).value();
  const pid_t last = starter->start({}, "ROTA_TEST=1").value();
  ::waitpid(last, nullptr, 0);
  CHECK(starter->start({}, "ROTA_TEST=1").error().text ==
        "the process that starts new ones has ended: restart instead");
}
