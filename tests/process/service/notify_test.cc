#include "process/service/notify.h"

#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <ctime>

#include "support/captured_log.h"
#include "support/service_manager.h"
#include "support/temporary_folder.h"

using namespace rota;
using process::Notify;
using test::ServiceManager;

namespace {

// Sets an environment variable while it lives; nullptr takes it out.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name);
  }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

}  // namespace

TEST_CASE("the manager hears over a socket with a path and over an abstract one") {
  const test::TemporaryFolder folder;
  for (const std::string& address : {folder.path() + "/notify", "@rota-test-" + std::to_string(::getpid())}) {
    const ServiceManager manager(address);
    REQUIRE(manager.is_bound());
    Notify notify(address);
    notify.ready("answering");
    notify.alive();
    notify.stopping();
    CHECK(manager.hear() == "READY=1\nSTATUS=answering");
    CHECK(manager.hear() == "WATCHDOG=1");
    CHECK(manager.hear() == "STOPPING=1\nSTATUS=stopping");
    CHECK(manager.hear().empty());
  }
}

TEST_CASE("after the end, or where another process goes on, the manager hears no more") {
  const test::TemporaryFolder folder;
  const ServiceManager manager(folder.path() + "/notify");
  Notify ending(folder.path() + "/notify"), leaving(folder.path() + "/notify");
  ending.stopping();
  ending.alive();
  CHECK(manager.hear() == "STOPPING=1\nSTATUS=stopping");
  leaving.main_process(4711);
  leaving.alive();
  leaving.stopping();
  CHECK(manager.hear() == "MAINPID=4711");
  CHECK(manager.hear().empty());
}

TEST_CASE("a status is one line, whatever is in it") {
  const test::TemporaryFolder folder;
  const ServiceManager manager(folder.path() + "/notify");
  Notify(folder.path() + "/notify").ready("two\nMAINPID=1");
  CHECK(manager.hear() == "READY=1\nSTATUS=two MAINPID=1");
}

TEST_CASE("a reload is told with the manager's clock, and ends when the last of several does") {
  const test::TemporaryFolder folder;
  const ServiceManager manager(folder.path() + "/notify");
  Notify notify(folder.path() + "/notify");
  timespec before{};
  ::clock_gettime(CLOCK_MONOTONIC, &before);
  notify.reload_begins();
  const std::string first = manager.hear();
  const std::string begin = "RELOADING=1\nMONOTONIC_USEC=";
  REQUIRE(first.starts_with(begin));
  const long long at = std::strtoll(first.c_str() + begin.size(), nullptr, 10);
  CHECK(first == begin + std::to_string(at) + "\nSTATUS=reloading");
  CHECK(at >= before.tv_sec * 1'000'000LL + before.tv_nsec / 1000);
  CHECK(at < before.tv_sec * 1'000'000LL + 600'000'000LL);
  notify.reload_begins();
  CHECK(manager.hear().starts_with("RELOADING=1\n"));
  notify.reload_ends("the first");
  CHECK(manager.hear().empty());
  notify.reload_ends("both");
  CHECK(manager.hear() == "READY=1\nSTATUS=both");
}

TEST_CASE("a manager that cannot be reached is complained of once, until it can be again") {
  const test::TemporaryFolder folder;
  const std::string address = folder.path() + "/notify";
  Notify notify(address);
  const test::CapturedLog captured;
  notify.alive();
  notify.alive();
  CHECK(captured.text() ==
        "warning: cannot tell the service manager at " + address + ": No such file or directory\n");
  {
    const ServiceManager manager(address);
    notify.alive();
    CHECK(manager.hear() == "WATCHDOG=1");
  }
  notify.alive();
  CHECK(captured.text().find("Connection refused") != std::string::npos);
}

TEST_CASE("an address that is no socket's is an error of its own, and nobody's is none") {
  const test::CapturedLog captured;
  Notify("").ready("answering");
  CHECK(captured.text().empty());
  Notify("@" + std::string(200, 'x')).ready("answering");
  CHECK(captured.text().find("File name too long") != std::string::npos);
}

TEST_CASE("the environment names the socket") {
  const Variable none("NOTIFY_SOCKET", nullptr);
  CHECK(process::notify_socket().empty());
  const Variable some("NOTIFY_SOCKET", "@here");
  CHECK(process::notify_socket() == "@here");
}

TEST_CASE("the watchdog's limit counts for the process it was told to, and only when it is a number") {
  using std::chrono::seconds;
  const std::string self = std::to_string(::getpid()), other = std::to_string(::getppid());
  const auto limit = [](const char* microseconds, const char* process) {
    const Variable usec("WATCHDOG_USEC", microseconds), pid("WATCHDOG_PID", process);
    return process::watchdog_limit();
  };
  CHECK(limit("30000000", nullptr) == seconds(30));
  CHECK(limit("30000000", self.c_str()) == seconds(30));
  CHECK_FALSE(limit("30000000", other.c_str()));
  CHECK_FALSE(limit("30000000", "x"));
  CHECK_FALSE(limit(nullptr, self.c_str()));
  for (const char* bad : {"", "0", "-1", "1x", "99999999999999999999"}) CHECK_FALSE(limit(bad, nullptr));
}
