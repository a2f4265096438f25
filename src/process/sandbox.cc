#include "process/sandbox.h"

#include <linux/landlock.h>
#include <linux/prctl.h>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>

#include "base/socket.h"
#include "process/call_filter.h"

namespace rota::process {

namespace {

using Names = CallFilter::Names;

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
constexpr Names never = {  // by no version of this program, from its start on
    "process_vm_writev", "pidfd_getfd", "kcmp", "process_madvise", "perf_event_open",
    "userfaultfd", "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen",
    "fsconfig", "fsmount", "fspick", "mount_setattr", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "keyctl", "add_key", "request_key", "name_to_handle_at", "open_by_handle_at", "iopl", "ioperm",
    "modify_ldt", "reboot", "swapon", "swapoff", "acct", "quotactl", "syslog", "settimeofday", "clock_settime",
    "adjtimex", "clock_adjtime", "sethostname", "setdomainname", "vhangup", "mknod", "mknodat", "symlink", "symlinkat",
    "link", "linkat"};
constexpr Names never_unless_sanitized = {"ptrace", "process_vm_readv"};
constexpr Names sanitizing = {"clone", "ptrace", "getdents", "prctl", "process_vm_readv", "personality", "prlimit64"};
// clang-format on

void allow_certain_uses(CallFilter& filter) {
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

// The kernel does not let a process of this domain into the memory of one outside of it,
// whoever it runs as: a new rotad cannot be written to before it has a sandbox of its own.
// The one access that the domain must deny is one that nobody here needs. Where the kernel
// has no Landlock, or it is off, the other barriers stand alone.
void leave_other_processes_alone() {
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                            LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  const Socket ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
  if (ruleset.get() >= 0) ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0);
}

// The errno of no other filter for this call: one that was inherited from the process that
// started this one is not loaded again, or there would be one more with each replacement.
constexpr unsigned mark = EACCES;

constexpr std::array<unsigned, 7> namespaces = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
                                                CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};

bool is_behind_helper_filter() { return ::syscall(SYS_pidfd_getfd, -1, -1, 0) == -1 && errno == mark; }

}  // namespace

Result<void> enter_sandbox() {
  // What looks for names of users is loaded now, since it cannot be later.
  ::getpwuid(static_cast<uid_t>(-2));  // NOLINT(concurrency-mt-unsafe): before any thread
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) leave_other_processes_alone();
  CallFilter filter(sandbox_is_deadly ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(EPERM));
  for (const Names& names : {answering, connecting, files, memory, threads, processes, looking})
    filter.allow(names);
  if (sandbox_is_deadly) filter.allow(sanitizing);
  allow_certain_uses(filter);
  filter.fail("clone3", ENOSYS);  // its flags cannot be looked at; the C library knows the older call
  if (const int error = filter.load(); error != 0)
    return Error{"cannot filter system calls: " + std::generic_category().message(error)};
  return {};
}

int enter_helper_sandbox() {
  if (is_behind_helper_filter()) return 0;
  CallFilter filter(SCMP_ACT_ALLOW);
  for (const char* name : never) filter.fail(name, mark);
  if (!sandbox_is_deadly)
    for (const char* name : never_unless_sanitized) filter.fail(name, mark);
  for (const unsigned space : namespaces) filter.fail_if("clone", mark, bits(0, space, space));
  filter.fail("clone3", ENOSYS);  // see above
  return filter.load();
}

}  // namespace rota::process
