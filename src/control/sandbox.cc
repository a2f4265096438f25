#include "control/sandbox.h"

#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <pwd.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <string>
#include <system_error>

namespace rota::control {

namespace {

using Names = std::initializer_list<const char*>;

// clang-format off
constexpr Names answering = {  // and waiting for it
    "recvmmsg", "sendmmsg", "recvmsg", "sendmsg", "recvfrom", "sendto", "accept4", "accept", "shutdown",
    "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "poll", "ppoll", "select",
    "pselect6", "eventfd2", "timerfd_create", "timerfd_settime", "timerfd_gettime"};
constexpr Names connecting = {  // probes, and sockets that a new process binds in addition
    "bind", "listen", "connect", "getsockname", "getpeername", "getsockopt", "setsockopt"};
constexpr Names files = {  // configuration, zones, state
    "read", "readv", "pread64", "preadv", "write", "writev", "pwrite64", "pwritev", "lseek", "open", "openat",
    "close", "close_range", "stat", "lstat", "fstat", "newfstatat", "statx", "statfs", "fstatfs", "access",
    "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64", "getcwd", "mkdir", "mkdirat", "rename",
    "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "ftruncate", "fallocate", "fadvise64", "fsync",
    "fdatasync", "fcntl", "flock", "fchmod", "umask", "dup", "dup2", "dup3", "pipe", "pipe2"};
constexpr Names memory = {"brk", "munmap", "mremap", "madvise", "mincore"};
constexpr Names threads = {
    "futex", "exit", "exit_group", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "gettid",
    "sched_yield", "sched_getaffinity", "membarrier", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigtimedwait", "sigaltstack", "restart_syscall"};
constexpr Names processes = {  // the one that is to go on in place of this one
    "pidfd_open", "wait4", "waitid", "kill", "tgkill", "getpid", "getppid"};
constexpr Names looking = {
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "getrandom", "uname",
    "sysinfo", "getrusage", "getuid", "geteuid", "getgid", "getegid", "getgroups", "getrlimit"};
constexpr Names sanitizing = {"clone", "ptrace", "getdents", "prctl", "process_vm_readv", "personality", "prlimit64"};
// clang-format on

class Filter {
 public:
  Filter() : context_(::seccomp_init(otherwise), ::seccomp_release) {}

  void allow(Names names) {
    for (const char* name : names) add(SCMP_ACT_ALLOW, name, 0, nullptr);
  }
  void allow_if(const char* name, scmp_arg_cmp condition) { add(SCMP_ACT_ALLOW, name, 1, &condition); }
  void fail(const char* name, unsigned error) { add(SCMP_ACT_ERRNO(error), name, 0, nullptr); }

  // 0, or what went wrong.
  int load() {
    if (!context_) return ENOMEM;
    // The usual lot of calls costs the same whether it is filtered or not.
    ::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
    // Else the processor would run slower from then on, guarding against code that is not here.
    ::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_SSB, 1);
    return error_ != 0 ? error_ : -::seccomp_load(context_.get());
  }

 private:
  static constexpr std::uint32_t otherwise =
      sandbox_is_deadly ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(EPERM);

  void add(std::uint32_t action, const char* name, unsigned conditions, const scmp_arg_cmp* condition) {
    const int number = ::seccomp_syscall_resolve_name(name);
    if (!context_ || number < 0) return;  // another machine's
    const int error = ::seccomp_rule_add_array(context_.get(), action, number, conditions, condition);
    if (error != 0 && error_ == 0) error_ = -error;
  }

  std::unique_ptr<void, decltype(&::seccomp_release)> context_;
  int error_ = 0;
};

scmp_arg_cmp argument(unsigned index, std::uint64_t value) { return {index, SCMP_CMP_EQ, value, 0}; }

scmp_arg_cmp bits(unsigned index, std::uint64_t mask, std::uint64_t value) {
  return {index, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_certain_uses(Filter& filter) {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK})
    filter.allow_if("socket", argument(0, static_cast<std::uint64_t>(family)));
  filter.allow_if("socketpair", argument(0, AF_UNIX));
  for (const int request : {FIONBIO, FIONREAD, FIOCLEX, SIOCOUTQ, TCGETS})
    filter.allow_if("ioctl", argument(1, static_cast<std::uint64_t>(request)));
  for (const char* name : {"mmap", "mprotect"}) filter.allow_if(name, bits(2, PROT_EXEC, 0));
  if (sandbox_is_deadly) return;
  filter.allow_if("clone", bits(0, CLONE_THREAD, CLONE_THREAD));
  filter.allow_if("prctl", argument(0, PR_SET_NAME));
  filter.allow_if("prlimit64", argument(2, 0));  // asking, not setting
}

}  // namespace

Result<void> enter_sandbox() {
  // What looks for names of users is loaded now, since it cannot be later.
  ::getpwuid(static_cast<uid_t>(-2));  // NOLINT(concurrency-mt-unsafe): before any thread
  Filter filter;
  for (const Names& names : {answering, connecting, files, memory, threads, processes, looking})
    filter.allow(names);
  if (sandbox_is_deadly) filter.allow(sanitizing);
  allow_certain_uses(filter);
  filter.fail("clone3", ENOSYS);  // its flags cannot be looked at; the C library knows the older call
  if (const int error = filter.load(); error != 0)
    return Error{"cannot filter system calls: " + std::generic_category().message(error)};
  return {};
}

}  // namespace rota::control
