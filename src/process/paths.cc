#include "process/paths.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/errno_error.h"
#include "base/socket.h"

namespace rota::process {

namespace {

// In a sticky directory, such as /tmp, only root can rename what is root's.
bool belongs_to_root(const struct stat& about) {
  if (!S_ISDIR(about.st_mode) || about.st_uid != 0) return false;
  return (about.st_mode & (S_IWGRP | S_IWOTH)) == 0 || (about.st_mode & S_ISVTX) != 0;
}

bool is_foreign_link(const std::string& path) {
  struct stat about {};
  return ::lstat(path.c_str(), &about) == 0 && S_ISLNK(about.st_mode) && about.st_uid != 0;
}

// By the descriptor of a directory that only root could have put there.
Result<void> give_by_descriptor(const std::string& path, const Account& account) {
  const Socket directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat about {};
  if (directory.get() < 0 || ::fstat(directory.get(), &about) != 0) return errno_error("cannot open " + path);
  if (about.st_uid == account.user && about.st_gid == account.group) return {};
  if (::fchown(directory.get(), account.user, account.group) != 0)
    return errno_error("cannot give " + path + " to user '" + account.name + "'");
  return {};
}

}  // namespace

std::string directory_of(const std::string& path) {
  const std::string out = path.substr(0, path.rfind('/') + 1);
  return out.empty() ? "." : out;
}

bool only_root_can_change(const std::string& directory) {
  std::error_code failed;
  std::filesystem::path so_far;
  for (const std::filesystem::path& part : std::filesystem::absolute(directory, failed)) {
    so_far /= part;
    struct stat about {};
    if (::lstat(so_far.c_str(), &about) != 0) return errno == ENOENT;
    if (!S_ISLNK(about.st_mode)) {
      if (!belongs_to_root(about)) return false;
      continue;
    }
    const std::filesystem::path real = std::filesystem::canonical(so_far, failed);
    if (failed || about.st_uid != 0 || !only_root_can_change(real.string())) return false;
  }
  return !failed;
}

Result<void> give_directory(const std::string& path, const Account& account) {
  if (path.empty()) return {};
  if (!only_root_can_change(directory_of(path))) {
    const ActingAs user(account);
    if (user.error() == 0 && (::mkdir(path.c_str(), 0750) == 0 || errno == EEXIST)) return {};
    return errno_error("cannot make the state directory " + path);
  }
  const bool is_new = ::mkdir(path.c_str(), 0750) == 0;
  if (!is_new && errno != EEXIST) return errno_error("cannot make the state directory " + path);
  std::error_code missing;
  const std::string real = std::filesystem::canonical(path, missing).string();
  if (missing || is_foreign_link(path) || !only_root_can_change(directory_of(real)))
    return {};  // another's: it is as it is
  auto given = give_by_descriptor(real, account);
  if (!given && is_new) ::rmdir(path.c_str());
  return given;
}

ActingAs::ActingAs(const Account& account) : group_(::getegid()) {
  const int count = ::getgroups(0, nullptr);
  groups_.resize(static_cast<std::size_t>(std::max(count, 0)));
  if (::getgroups(static_cast<int>(groups_.size()), groups_.data()) != count) {
    error_ = errno;
    return;
  }
  if (::initgroups(account.name.c_str(), account.group) == 0 && ::setegid(account.group) == 0 &&
      ::seteuid(account.user) == 0)
    return;
  error_ = errno;
  restore();
}

ActingAs::~ActingAs() {
  if (error_ == 0) restore();
}

// errno stays as it was: it may be about what was done meanwhile.
void ActingAs::restore() {
  const int kept = errno;
  const bool good = ::seteuid(0) == 0 && ::setegid(group_) == 0;
  if (good) ::setgroups(groups_.size(), groups_.data());
  errno = kept;
}

}  // namespace rota::process
