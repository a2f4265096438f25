// What the process may ask of the kernel once it has started: the system calls on a list,
// and of some of them only certain uses (seccomp(2)). No other program, no other process,
// no memory that can be made code, no sockets but those of the Internet, of UNIX and of
// netlink, through which the C library learns of addresses. Where the kernel has Landlock,
// also no way into the memory of other processes of the same user.
#pragma once

#include "base/result.h"

namespace rota::process {

// From now on, for good: to be called before any thread, which all inherit it. A call that
// is not allowed fails with EPERM, and the process may have no new privileges. Where a
// sanitizer watches it ends the process, so that no test overlooks a call that is missing
// from the list; the calls by which the sanitizer itself looks for leaks are allowed there.
// Nothing has changed after an error.
Result<void> enter_sandbox();

// For the helper (process/helper/helper_process.h), and, since a filter is inherited, for what
// it starts: which may be a later version of this program. So it refuses only what no version
// needs: looking into other processes, namespaces, mounts, kernel modules, keys, the clock. 0, or
// the number of what went wrong.
int enter_helper_sandbox();

// g++ has macros for it, clang features.
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || __has_feature(address_sanitizer)
constexpr bool sandbox_is_deadly = true;
#else
constexpr bool sandbox_is_deadly = false;
#endif

}  // namespace rota::process
