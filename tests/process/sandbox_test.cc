// Each thing is tried by a process of its own, which enters the sandbox first.
#include "process/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "base/socket.h"

using namespace rota;

namespace {

constexpr int cannot = 90;  // exit codes above those of a test
constexpr int refused = 91;
constexpr int done = 92;

// How it ended: `done`, `refused` when it was answered EPERM, or minus the signal.
int outcome_of(const std::function<long()>& attempt) {
  const pid_t process = ::fork();
  if (process == 0) {
    if (!process::enter_sandbox()) ::_exit(cannot);
    errno = 0;
    const bool good = attempt() >= 0;
    ::_exit(good ? done : errno == EPERM ? refused : errno);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

constexpr int forbidden = process::sandbox_is_deadly ? -SIGSYS : refused;

long map(int protection) {
  return ::mmap(nullptr, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

}  // namespace

TEST_CASE("S-06 in the sandbox no other program can be started") {
  CHECK(outcome_of([] { return ::execl("/bin/true", "true", nullptr); }) == forbidden);
  CHECK(outcome_of([] { return ::syscall(SYS_execveat, AT_FDCWD, "/bin/true", nullptr, nullptr, 0); }) ==
        forbidden);
}

TEST_CASE("S-06 in the sandbox no memory can be made code") {
  CHECK(outcome_of([] { return map(PROT_READ | PROT_WRITE); }) == done);
  CHECK(outcome_of([] { return map(PROT_READ | PROT_WRITE | PROT_EXEC); }) == forbidden);
  CHECK(outcome_of([] { return map(PROT_READ | PROT_EXEC); }) == forbidden);
  static int page = 0;
  CHECK(outcome_of([] {
          const auto begin = reinterpret_cast<std::uintptr_t>(&page) / 4096 * 4096;
          return ::syscall(SYS_mprotect, begin, 4096, PROT_READ | PROT_EXEC);
        }) == forbidden);
}

TEST_CASE("S-06 in the sandbox there are sockets of the Internet and of UNIX, and no others") {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK})
    CHECK(outcome_of([family] { return ::socket(family, SOCK_DGRAM, 0); }) == done);
  for (const int family : {AF_PACKET, AF_VSOCK, AF_ALG, AF_BLUETOOTH})
    CHECK(outcome_of([family] { return ::socket(family, SOCK_DGRAM, 0); }) == forbidden);
}

TEST_CASE("S-06 in the sandbox calls that a server has no use for are refused") {
  for (const long call :
       {SYS_mount, SYS_setuid, SYS_keyctl, SYS_bpf, SYS_io_uring_setup, SYS_unshare, SYS_init_module,
        SYS_userfaultfd, SYS_perf_event_open, SYS_chroot, SYS_setns, SYS_process_vm_writev})
    CHECK(outcome_of([call] { return ::syscall(call, 0, 0, 0, 0, 0, 0); }) == forbidden);
}

TEST_CASE("S-06 in the sandbox threads can be started, and other processes cannot") {
  CHECK(outcome_of([] {
          int ran = -1;
          std::thread([&] { ran = 0; }).join();
          return ran;
        }) == done);
  if (process::sandbox_is_deadly) return;  // there the sanitizer forks, to look for leaks
  CHECK(outcome_of([] {
          const pid_t process = ::fork();
          if (process == 0) ::_exit(0);
          return process;
        }) == refused);
  CHECK(outcome_of([] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }) == refused);
}

TEST_CASE("S-06 in the sandbox the memory of another process of the same user cannot be opened") {
  if (::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 0) {
    WARN("this kernel has no Landlock");
    return;
  }
  // As the process is that was started in place of a server and has no sandbox yet.
  const pid_t other = ::fork();
  if (other == 0) {
    ::pause();
    ::_exit(0);
  }
  const std::string memory = "/proc/" + std::to_string(other) + "/mem";
  const auto open_memory = [&] { return ::open(memory.c_str(), O_RDWR | O_CLOEXEC); };
  CHECK(Socket(open_memory()).get() >= 0);
  const int outcome = outcome_of([&] { return long{open_memory()}; });
  CHECK((outcome == EACCES || outcome == refused));
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
}

TEST_CASE("S-06 what the helper's filter refuses is refused to all that it starts, and it is loaded once") {
  const pid_t process = ::fork();
  if (process == 0) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const auto filters = [] {
      std::ifstream status("/proc/self/status");
      const std::string said{std::istreambuf_iterator<char>(status), {}};
      return std::atoi(said.c_str() + said.find("Seccomp_filters:") + 17);
    };
    const int before = filters();
    if (process::enter_helper_sandbox() != 0 || process::enter_helper_sandbox() != 0) ::_exit(cannot);
    if (filters() != before + 1) ::_exit(cannot + 3);
    for (const long call : {SYS_process_vm_writev, SYS_unshare, SYS_mount, SYS_keyctl, SYS_setns})
      if (::syscall(call, 0, 0, 0, 0, 0, 0) != -1 || errno != EACCES) ::_exit(cannot + 4);
    ::execl("/bin/sh", "sh", "-c", "exit 92", nullptr);
    ::_exit(cannot + 5);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  CHECK(WEXITSTATUS(status) == done);
}

TEST_CASE("S-05 in the sandbox there are no new privileges") {
  const pid_t process = ::fork();
  if (process == 0) {
    const bool entered = process::enter_sandbox().has_value();
    const Socket file(::open("/proc/self/status", O_RDONLY | O_CLOEXEC));
    std::array<char, 8192> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size() - 1);
    const std::string_view said(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    const bool kept = said.find("NoNewPrivs:\t1") != said.npos && said.find("Seccomp:\t2") != said.npos;
    ::_exit(entered && kept ? done : cannot);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  CHECK(WEXITSTATUS(status) == done);
}
