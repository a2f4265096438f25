// A rotad that was taken over, played against the real small process: it may send it
// anything, and it may try to reach its memory.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>
#include <fstream>
#include <functional>
#include <random>
#include <vector>

#include "process/helper/request.h"
#include "process/helper/helper_process.h"

using namespace rota;
using process::Handed;
using process::Order;
using process::Report;

namespace {

Order order_of(Order::Kind kind) {
  Order out;
  out.kind = kind;
  return out;
}

Order take(std::initializer_list<Handed> kinds) {
  Order out = order_of(Order::Kind::take);
  out.count = static_cast<std::uint8_t>(kinds.size());
  std::copy(kinds.begin(), kinds.end(), out.handed.begin());
  return out;
}

// The starter of a program that says what it was given on its line.
class Starter {
 public:
  explicit Starter(bool is_confined = true)
      : starter_(
            process::fork_starter(
                {"/bin/sh", {"sh", "-c", "echo \"$LD_PRELOAD|$ROTA_PREDECESSOR|$0|$#\" 2>/dev/null >&3"}})
                .value()) {
    constexpr timeval patience{5, 0};
    ::setsockopt(starter_.line.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (is_confined) {
      send_order(starter_.line.get(), confine());
      REQUIRE(hear()->error == 0);
    }
  }
  ~Starter() {
    ::kill(starter_.process, SIGKILL);
    ::waitpid(starter_.process, nullptr, 0);
  }
  Starter(const Starter&) = delete;
  Starter& operator=(const Starter&) = delete;

  static Order confine() {
    Order out = order_of(Order::Kind::confine);
    out.is_filter = 1;
    return out;
  }

  pid_t process() const { return starter_.process; }

  void send(const Order& order, std::initializer_list<int> descriptors = {}) const {
    send_order(starter_.line.get(), order, {descriptors.begin(), descriptors.size()});
  }
  void send_octets(const void* octets, std::size_t size) const {
    ::send(starter_.line.get(), octets, size, MSG_NOSIGNAL);
  }
  std::optional<Report> hear() const {
    Report out;
    if (::recv(starter_.line.get(), &out, sizeof out, 0) != sizeof out) return {};
    return out;
  }
  // Ended by its own will: with exit code 0, and without a report.
  bool has_ended() const {
    Report none;
    if (::recv(starter_.line.get(), &none, sizeof none, 0) != 0) return false;
    siginfo_t how{};
    ::waitid(P_PID, static_cast<id_t>(starter_.process), &how, WEXITED | WNOWAIT);
    return how.si_code == CLD_EXITED && how.si_status == 0;
  }
  // A replacement as it should be; what the program said.
  std::string starts() const {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const Socket ours(ends[0]);
    {
      const Socket theirs(ends[1]);
      send(take({Handed::line}), {theirs.get()});
    }
    send(order_of(Order::Kind::start));
    const auto report = hear();
    if (!report || report->error != 0) return "";
    std::array<char, 256> said{};
    const ssize_t size = ::recv(ours.get(), said.data(), said.size(), MSG_WAITALL);
    ::waitpid(report->process, nullptr, 0);
    return {said.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  process::StarterProcess starter_;
};

// Does this as a user without rights, in a process of its own: its exit code.
int as_nobody(const std::function<int()>& work) {
  const pid_t process = ::fork();
  if (process == 0) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(100);
    ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);  // as after an exec, which is how rotad comes to its user
    ::_exit(work());
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool can_open_memory(pid_t process) {
  const std::string path = "/proc/" + std::to_string(process) + "/mem";
  return Socket(::open(path.c_str(), O_RDWR | O_CLOEXEC)).get() >= 0;
}

}  // namespace

TEST_CASE("S-06 no order puts anything into the environment or the arguments of what is started") {
  Order poisoned = order_of(Order::Kind::start);
  constexpr std::string_view preload = "LD_PRELOAD=/tmp/evil.so";
  std::ranges::copy(preload, poisoned.name.begin());
  const Starter starter;
  CHECK(starter.starts() == "|3|sh|0\n");
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  starter.send(take({Handed::line}), {line.get()});
  starter.send(poisoned);
  const auto report = starter.hear();
  REQUIRE(report);
  CHECK(report->error == 0);  // started, and the text was looked at by nobody
  ::waitpid(report->process, nullptr, 0);
  CHECK(starter.starts() == "|3|sh|0\n");
}

TEST_CASE("S-06 what is not exactly an order ends the small process") {
  const Starter starter;
  const Order good = order_of(Order::Kind::start);
  std::vector<char> octets(4 * sizeof good, 'x');
  std::memcpy(octets.data(), &good, sizeof good);
  SECTION("truncated") { starter.send_octets(octets.data(), sizeof good - 1); }
  SECTION("one octet") { starter.send_octets(octets.data(), 1); }
  SECTION("one too long") { starter.send_octets(octets.data(), sizeof good + 1); }
  SECTION("far too long") { starter.send_octets(octets.data(), octets.size()); }
  SECTION("a text without an end") {
    Order order = good;
    order.name.fill('x');
    starter.send(order);
  }
  SECTION("no known kind") { starter.send(order_of(static_cast<Order::Kind>(77))); }
  SECTION("the next user, once it is confined") { starter.send(*process::order_to_become({"root", 0, 0})); }
  SECTION("to be confined again") { starter.send(Starter::confine()); }
  SECTION("to start without a line") { starter.send(good); }
  CHECK(starter.has_ended());
}

TEST_CASE("S-06 descriptors that are not what the order says end the small process") {
  const Starter starter;
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      udp(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
      raw(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)), file(::open("/dev/null", O_RDWR | O_CLOEXEC));
  SECTION("none") { starter.send(take({Handed::line})); }
  SECTION("more than it says") { starter.send(take({Handed::line}), {line.get(), udp.get()}); }
  SECTION("fewer than it says") { starter.send(take({Handed::line, Handed::udp}), {line.get()}); }
  SECTION("with an order that takes none") { starter.send(order_of(Order::Kind::start), {line.get()}); }
  SECTION("a count beyond the order's end") {
    Order order = take({Handed::line});
    order.count = 255;
    starter.send(order, {line.get()});
  }
  SECTION("no socket") { starter.send(take({Handed::udp}), {file.get()}); }
  SECTION("another kind of socket") { starter.send(take({Handed::tcp}), {udp.get()}); }
  SECTION("one that does not listen") { starter.send(take({Handed::control}), {line.get()}); }
  SECTION("no kind of ours") { starter.send(take({static_cast<Handed>(9)}), {raw.get()}); }
  SECTION("two lines") {
    starter.send(take({Handed::line, Handed::line}), {line.get(), line.get()});
    starter.send(order_of(Order::Kind::start));
  }
  CHECK(starter.has_ended());
}

TEST_CASE("S-06 random orders never start anything, and never break the small process") {
  std::mt19937 dice(640);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int i = 0; i < 200; ++i) {
    const Starter starter;
    std::vector<std::uint8_t> octets(dice() % 3 == 0 ? dice() % 2000 : sizeof(Order));
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(dice());
    if (!octets.empty()) octets[0] = static_cast<std::uint8_t>(dice() % 5);
    starter.send_octets(octets.data(), octets.size());
    CHECK(starter.has_ended());
  }
}

TEST_CASE("S-06 before it is confined the small process starts nothing") {
  const Starter starter(false);
  CHECK(starter.starts().empty());
}

TEST_CASE("S-06 the small process is confined: no new privileges, a filter, and no looking at others") {
  const Starter starter;
  std::ifstream status("/proc/" + std::to_string(starter.process()) + "/status");
  const std::string said{std::istreambuf_iterator<char>(status), {}};
  CHECK(said.find("NoNewPrivs:\t1") != said.npos);
  CHECK(said.find("Seccomp:\t2") != said.npos);
}

TEST_CASE("S-06 a process of the same user cannot open the memory of the small process") {
  CHECK(as_nobody([] {
          const Starter open(false);
          if (!can_open_memory(open.process())) return 2;  // else this test shows nothing
          const Starter starter;
          return can_open_memory(starter.process()) ? 1 : 0;
        }) == 0);
}
