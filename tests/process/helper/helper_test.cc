#include "process/helper/helper.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/captured_log.h"

using namespace rota;
using process::Helper;
using process::HelperProcess;

namespace {

// A helper that is confined, with a filter, as rotad has it, and the loop of who asks it.
struct Asker {
  boost::asio::io_context loop{};
  std::unique_ptr<HelperProcess> process;
  Helper helper;

  explicit Asker(process::Program program, milliseconds limit = seconds(60))
      : process(confined(std::move(program))), helper(loop, *process, limit) {}
  explicit Asker(const std::string& script, milliseconds limit = seconds(60))
      : Asker(process::Program{"/bin/sh", {"sh", "-c", script}}, limit) {}

  static std::unique_ptr<HelperProcess> confined(process::Program program) {
    auto out = HelperProcess::fork(std::move(program)).value();
    REQUIRE(out->confine(true).has_value());
    return out;
  }

  Result<pid_t> start(const std::vector<NamedSocket>& sockets = {},
                      Socket line = Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))) {
    std::optional<Result<pid_t>> out;
    helper.start(std::move(line), sockets, [&](const Result<pid_t>& started) { out = started; });
    CHECK_FALSE(out);  // told on the loop, never at once
    while (!out) loop.run_one();
    return *out;
  }
  std::string error() {
    const auto started = start();
    return started ? "" : started.error().text;
  }
};

// What a shell script writes to the line to it, and its exit code.
struct Done {
  std::string said;
  int code = -1;
};

Done run(const std::string& script, const std::vector<int>& more = {}) {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  const Socket ours(ends[0]);
  Socket theirs(ends[1]);
  Asker asker(script);
  std::vector<NamedSocket> sockets;
  for (const int descriptor : more) sockets.push_back({"udp", "127.0.0.1:53", descriptor});
  const pid_t process = asker.start(sockets, std::move(theirs)).value();
  Done out;
  std::array<char, 4096> piece{};
  for (ssize_t size = 0; (size = ::read(ours.get(), piece.data(), piece.size())) > 0;)
    out.said.append(piece.data(), static_cast<std::size_t>(size));
  int status = 0;
  ::waitpid(process, &status, 0);
  out.code = WEXITSTATUS(status);
  return out;
}

// Its helper stands still.
void stop(const Asker& asker) {
  ::kill(asker.process->process(), SIGSTOP);
  ::waitpid(asker.process->process(), nullptr, WUNTRACED);
}

// Also those that have ended and were not waited for.
std::ptrdiff_t children() {
  std::ifstream listed("/proc/self/task/" + std::to_string(::getpid()) + "/children");
  return std::distance(std::istream_iterator<pid_t>(listed), {});
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
  Asker asker(process::Program{"/nowhere/rotad", {"rotad"}});
  for (int i = 0; i < 2; ++i)  // also the second time
    CHECK(asker.error() == "cannot start /nowhere/rotad: No such file or directory");
  CHECK(children() == 1);  // the helper
}

TEST_CASE("S-06 a program is a child of who had it started, not of the helper in between") {
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

TEST_CASE("what is started ignores no signal, whatever the server ignores") {
  for (const int ignored : {SIGINT, SIGPIPE}) std::signal(ignored, SIG_IGN);
  CHECK(run("grep SigIgn /proc/$$/status >&3").said.find("SigIgn:\t0000000000000000") == 0);
  for (const int ignored : {SIGINT, SIGPIPE}) std::signal(ignored, SIG_DFL);
}

TEST_CASE("S-06 what is no listening socket is not handed over, whatever it is called") {
  Asker asker("exit 0");
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      raw(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)), file(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const Socket* each : {&line, &raw, &file}) {
    const auto started = asker.start({{"udp", "127.0.0.1:53", each->get()}});
    REQUIRE(started.has_error());
    CHECK(started.error().text == "cannot hand over a socket of an unknown kind");
  }
  CHECK(children() == 1);  // the helper, which goes on
}

TEST_CASE("a helper that has ended is told of once, reaped, and lived without") {
  const test::CapturedLog log;
  Asker asker("exec sleep 600");
  std::string said;
  stop(asker);
  asker.helper.start(Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), {},
                     [&](const Result<pid_t>& started) { said = started.error().text; });
  ::kill(asker.process->process(), SIGKILL);
  while (said.empty()) asker.loop.run_one();
  CHECK(said == "the helper process has ended: restart rotad instead");
  CHECK(children() == 0);
  CHECK(asker.error() == said);
  CHECK(
      log.text() ==
      "warning: the helper process was ended by signal 9: rotactl replace fails until rotad is restarted\n");
}

TEST_CASE("a helper that does not answer in time holds nobody up, and what it starts later is ended") {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
  const Socket ours(ends[0]);
  Asker asker("echo >&3; exec sleep 600", milliseconds(1));
  stop(asker);
  const auto started = asker.start({}, Socket(ends[1]));
  REQUIRE(started.has_error());
  CHECK(started.error().text == "the helper process did not answer within 1 ms");
  ::kill(asker.process->process(), SIGCONT);
  char octet = 0;
  CHECK(::read(ours.get(), &octet, 1) == 1);  // it runs
  CHECK(children() == 2);
  while (children() > 1) asker.loop.run_one();
}

TEST_CASE("requests for which there is no room yet are sent later") {
  Asker asker("exit 0");
  const Socket one(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  constexpr int many = 300;
  int started = 0;
  stop(asker);
  for (int i = 0; i < many; ++i)
    asker.helper.start(Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), {{"udp", "", one.get()}},
                       [&](const Result<pid_t>& process) {
                         ::waitpid(process.value(), nullptr, 0);
                         ++started;
                       });
  ::kill(asker.process->process(), SIGCONT);
  while (started < many) asker.loop.run_one();
  CHECK(started == many);
}
