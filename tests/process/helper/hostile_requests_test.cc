// A rotad that was taken over, played against the real helper: it may send it
// anything, and it may try to reach its memory.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "process/helper/datagram.h"
#include "process/helper/helper_process.h"
#include "process/helper/request.h"

using namespace rota;
using namespace rota::process;
using Octets = std::vector<std::uint8_t>;

namespace {

constexpr std::uint32_t id = 7;

Octets octets_of(Request::What what) { return write_request({id, std::move(what)}); }

// The helper of a program that says what it was given on its line.
class Victim {
 public:
  explicit Victim(bool is_confined = true)
      : helper_(HelperProcess::fork(
                    {"/bin/sh", {"sh", "-c", "echo \"$LD_PRELOAD|$ROTA_PREDECESSOR|$0|$#\" 2>/dev/null >&3"}})
                    .value()) {
    if (is_confined) REQUIRE(helper_->confine(true).has_value());
  }

  pid_t process() const { return helper_->process(); }

  void send(const Octets& octets, std::initializer_list<int> descriptors = {}) const {
    send_datagram(helper_->line(), octets, {descriptors.begin(), descriptors.size()});
  }
  void send(Request::What what, std::initializer_list<int> descriptors = {}) const {
    send(octets_of(std::move(what)), descriptors);
  }
  std::optional<Answer> hear() const {
    const auto datagram = receive_datagram(helper_->line());
    return datagram ? read_answer(datagram->octets) : std::nullopt;
  }
  // Ended by its own will: with exit code 0, and without an answer.
  bool has_ended() const {
    std::uint8_t none = 0;
    if (::recv(helper_->line(), &none, sizeof none, 0) != 0) return false;
    siginfo_t how{};
    ::waitid(P_PID, static_cast<id_t>(process()), &how, WEXITED | WNOWAIT);
    return how.si_code == CLD_EXITED && how.si_status == 0;
  }
  // A replacement as it should be, with that for a start; what the program said.
  std::string starts() const {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const Socket ours(ends[0]);
    {
      const Socket theirs(ends[1]);
      send(Take{{Handed::line}}, {theirs.get()});
    }
    send(Start{});
    const auto answer = hear();
    if (!answer || answer->kind != Answer::Kind::started) return "";
    std::array<char, 256> said{};
    const ssize_t size = ::recv(ours.get(), said.data(), said.size(), MSG_WAITALL);
    ::waitpid(static_cast<pid_t>(answer->process), nullptr, 0);
    return {said.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  const std::unique_ptr<HelperProcess> helper_;
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

TEST_CASE("S-06 no request puts anything into the environment or the arguments of what is started") {
  const Victim victim;
  CHECK(victim.starts() == "|3|sh|0\n");
  Octets poisoned = octets_of(Start{});
  constexpr std::string_view preload = "LD_PRELOAD=/tmp/evil.so";
  poisoned.insert(poisoned.end(), preload.begin(), preload.end());
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  victim.send(Take{{Handed::line}}, {line.get()});
  victim.send(poisoned);
  CHECK(victim.has_ended());
}

TEST_CASE("S-06 what is not exactly a request ends the helper") {
  const Victim victim;
  Octets octets = octets_of(Start{});
  SECTION("truncated") { octets.pop_back(); }
  SECTION("one octet") { octets.resize(1); }
  SECTION("one too long") { octets.push_back(0); }
  SECTION("far too long") { octets.resize(2000, 'x'); }
  SECTION("another version") { ++octets[0]; }
  SECTION("no known kind") { octets[1] = 77; }
  SECTION("the next user, once it is confined") { octets = octets_of(Become{{"root", 0, 0}}); }
  SECTION("to be confined again") { octets = octets_of(Confine{true}); }
  SECTION("to start without a line") {}
  victim.send(octets);
  CHECK(victim.has_ended());
}

TEST_CASE("S-06 descriptors that are not what the request says end the helper") {
  const Victim victim;
  const Socket line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      udp(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)),
      raw(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)), file(::open("/dev/null", O_RDWR | O_CLOEXEC));
  SECTION("none") { victim.send(Take{{Handed::line}}); }
  SECTION("more than it says") { victim.send(Take{{Handed::line}}, {line.get(), udp.get()}); }
  SECTION("fewer than it says") { victim.send(Take{{Handed::line, Handed::datagrams}}, {line.get()}); }
  SECTION("with a request that takes none") {
    victim.send(Take{{Handed::line}}, {line.get()});
    victim.send(Start{}, {line.get()});
  }
  SECTION("no socket") { victim.send(Take{{Handed::datagrams}}, {file.get()}); }
  SECTION("another kind of socket") { victim.send(Take{{Handed::connections}}, {udp.get()}); }
  SECTION("one that does not listen") { victim.send(Take{{Handed::local}}, {line.get()}); }
  SECTION("no kind of ours") {
    Octets octets = octets_of(Take{{Handed::line}});
    octets.back() = 9;
    victim.send(octets, {raw.get()});
  }
  SECTION("two lines") {
    victim.send(Take{{Handed::line, Handed::line}}, {line.get(), line.get()});
    victim.send(Start{});
  }
  SECTION("those of another request") {
    victim.send(Take{{Handed::line}}, {line.get()});
    victim.send(write_request({id + 1, Start{}}));
  }
  CHECK(victim.has_ended());
}

TEST_CASE("S-06 random requests never start anything, and never break the helper") {
  std::mt19937 dice(640);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
  for (int i = 0; i < 200; ++i) {
    const Victim victim;
    Octets octets(1 + (dice() % 3 == 0 ? dice() % 2000 : dice() % 16));
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(dice());
    octets[0] = helper_protocol;
    if (octets.size() > 1) octets[1] = static_cast<std::uint8_t>(dice() % 5);
    victim.send(octets);
    CHECK(victim.has_ended());
  }
}

TEST_CASE("S-06 before it is confined the helper starts nothing") {
  const Victim victim(false);
  CHECK(victim.starts().empty());
}

TEST_CASE("S-06 the helper is confined: no new privileges, a filter, and no looking at others") {
  const Victim victim;
  std::ifstream status("/proc/" + std::to_string(victim.process()) + "/status");
  const std::string said{std::istreambuf_iterator<char>(status), {}};
  CHECK(said.find("NoNewPrivs:\t1") != said.npos);
  CHECK(said.find("Seccomp:\t2") != said.npos);
}

TEST_CASE("S-06 a process of the same user cannot open the memory of the helper") {
  CHECK(as_nobody([] {
          const Victim open(false);
          if (!can_open_memory(open.process())) return 2;  // else this test shows nothing
          const Victim victim;
          return can_open_memory(victim.process()) ? 1 : 0;
        }) == 0);
}
