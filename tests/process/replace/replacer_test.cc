// The old process's side, with shell scripts for new programs; that the two sides fit
// together is a scenario.
#include "process/replace/replacer.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "support/captured_log.h"

using namespace rota;
using process::Helper;
using process::HelperProcess;
using process::Replacer;

namespace {

// The line of a new program is its descriptor 3.
const std::string hello = "printf 'hello 0\\n' >&3; ";
const std::string loaded = "printf 'loaded 0\\n' >&3; ";

struct Daemon {
  boost::asio::io_context loop{};
  std::vector<std::string> heard{};
  Socket socket{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  std::unique_ptr<HelperProcess> process;
  Helper helper;
  Replacer replacer;

  explicit Daemon(const std::string& script, milliseconds ready_limit = seconds(60))
      : process(HelperProcess::fork({"/bin/sh", {"sh", "-c", script}}).value()),
        helper(loop, *process),
        replacer(loop, helper, part(), {seconds(60), ready_limit}) {
    REQUIRE(process->confine(true).has_value());
  }

  Replacer::Part part() {
    Replacer::Part out;
    out.sockets = [this]() -> Result<std::vector<NamedSocket>> {
      return std::vector<NamedSocket>{{"udp", "127.0.0.1:53", socket.get()}};
    };
    out.tell = [this] {
      heard.emplace_back("tell");
      return StateDirectory::Texts{{"health", "all\nis well"}};
    };
    out.go_on = [this] { heard.emplace_back("go on"); };
    out.leave = [this](pid_t) { heard.emplace_back("leave"); };
    return out;
  }

  Result<pid_t> replace() {
    std::optional<Result<pid_t>> out;
    replacer.start([&](const Result<pid_t>& next) { out = next; });
    while (!out) loop.run_one();
    return *out;
  }
};

std::string error_of(const std::string& script) {
  const test::CapturedLog quiet;
  Daemon daemon(script);
  const auto next = daemon.replace();
  CHECK(next.has_error());
  CHECK(daemon.heard.empty());
  CHECK_FALSE(daemon.replacer.is_under_way());
  return next ? "" : next.error().text;
}

void end(pid_t process) {
  ::kill(process, SIGKILL);
  ::waitpid(process, nullptr, 0);
}

}  // namespace

TEST_CASE("a new process hears of its sockets, then what is known, and at its word the old one leaves") {
  const test::CapturedLog quiet;
  // It is ready only if it got exactly this.
  Daemon daemon(hello + "[ \"$(head -c 28 <&3)\" = 'sockets 17\nudp 127.0.0.1:53' ] || exit 8; " + loaded +
                "[ \"$(head -c 21 <&3)\" = \"$(printf 'health 11\nall\nis well')\" ] || exit 9; " +
                "printf 'ready 0\\n' >&3; exec sleep 600");
  const auto next = daemon.replace();
  REQUIRE(next.has_value());
  CHECK(daemon.heard == std::vector<std::string>{"tell", "leave"});
  CHECK(::kill(*next, 0) == 0);
  end(*next);
}

TEST_CASE("a new process that ends before it is ready changes nothing, and why is told") {
  CHECK(error_of("exit 3") == "the new process ended with exit code 3");
  CHECK(error_of("kill -9 $$") == "the new process was ended by signal 9");
  CHECK(error_of(hello + "exit 0") == "the new process ended with exit code 0");
  CHECK(error_of(hello + "printf 'failed 13\\n2 mistakes in' >&3; exit 1") == "2 mistakes in");
  CHECK(error_of("echo nonsense >&3; exec sleep 600") ==
        "what came over the line of a replacement is no message");
}

TEST_CASE("a new process that fails after it was told what is known lets the old one go on") {
  const test::CapturedLog quiet;
  Daemon daemon(hello + loaded + "head -c 20 <&3 >/dev/null; printf 'failed 3\\nbad' >&3; exit 1");
  CHECK(daemon.replace().error().text == "bad");
  CHECK(daemon.heard == std::vector<std::string>{"tell", "go on"});
}

TEST_CASE("a new process that is not ready in time is ended") {
  const test::CapturedLog quiet;
  Daemon daemon(hello + "exec sleep 600", milliseconds(1));
  CHECK(daemon.replace().error().text == "the new process was not ready within 1 ms");
}

TEST_CASE("one replacement at a time, and it ends with the old process") {
  const test::CapturedLog log;
  {
    Daemon daemon(hello + "exec sleep 600");
    daemon.replacer.start([](const Result<pid_t>&) {});
    CHECK(daemon.replacer.is_under_way());
    CHECK(daemon.replace().error().text == "a replacement is already under way");
    while (log.text().find("started") == std::string::npos) daemon.loop.run_one();
    CHECK(::waitpid(-1, nullptr, WNOHANG) == 0);  // it runs
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // and now there is no child
}

TEST_CASE("without sockets to hand over there is no replacement") {
  boost::asio::io_context loop;
  const auto process = HelperProcess::fork({"/bin/true", {"true"}}).value();
  Helper helper(loop, *process);
  Replacer replacer(loop, helper,
                    {[]() -> Result<std::vector<NamedSocket>> { return Error{"not now"}; }, {}, {}, {}}, {});
  std::string said;
  replacer.start([&](const Result<pid_t>& next) { said = next.error().text; });
  CHECK(said == "not now");
}
