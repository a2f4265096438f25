#include "process/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

#include "base/errno_error.h"
#include "base/log.h"

namespace rota::process {

namespace {

constexpr const char* default_user = "rota";
constexpr const char* stand_in = "nobody";  // where the package has not made the default user

const passwd* find_user(const std::string& name) {
  const passwd* user = ::getpwnam(name.c_str());  // NOLINT(concurrency-mt-unsafe): before any thread
  if (user != nullptr || name != default_user) return user;
  log_warning("user_missing",
              "user 'rota' does not exist: running as 'nobody'; create the user, or set 'user' in [server]");
  return ::getpwnam(stand_in);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

Result<std::optional<Account>> find_account(const std::string& name) {
  if (name.empty() || ::geteuid() != 0) return std::optional<Account>();
  const passwd* user = find_user(name);
  if (user == nullptr) return Error{"user '" + name + "' does not exist"};
  return std::optional(Account{user->pw_name, user->pw_uid, user->pw_gid});
}

Result<void> drop_privileges(const Account& account) {
  if (::initgroups(account.name.c_str(), account.group) != 0)
    return errno_error("cannot set the groups of '" + account.name + "'");
  if (::setgid(account.group) != 0 || ::setuid(account.user) != 0)
    return errno_error("cannot become '" + account.name + "'");
  if (::setuid(0) == 0) return Error{"could become root again after dropping to '" + account.name + "'"};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  hide_memory();
  return {};
}

void hide_memory() { ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);  // where that is forbidden, it stays as it was set
}

}  // namespace rota::process
