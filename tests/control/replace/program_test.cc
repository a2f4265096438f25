#include "control/replace/program.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/socket.h"

using namespace rota;
using control::replace::Program;
using control::replace::start_program;

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
  const Program shell{"/bin/sh", {"sh", "-c", script}};
  const pid_t process = start_program(shell, more, "ROTA_TEST=given").value();
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
  const auto started = start_program({"/nowhere/rotad", {"rotad"}}, {}, "ROTA_TEST=1");
  REQUIRE(started.has_error());
  CHECK(started.error().text == "cannot start /nowhere/rotad: No such file or directory");
}

TEST_CASE("a program is known by its path, whatever the folder is later, and without one by its file") {
  std::string relative = "bin/rotad", bare = "rotad", option = "--version";
  std::array<char*, 2> words{relative.data(), option.data()};
  const Program program = Program::of(words);
  CHECK(program.path == std::filesystem::current_path().string() + "/bin/rotad");
  CHECK(program.words == std::vector<std::string>{"bin/rotad", "--version"});
  words[0] = bare.data();
  CHECK(Program::of(words).path == std::filesystem::read_symlink("/proc/self/exe").string());
}
