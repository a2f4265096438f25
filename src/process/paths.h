// Files and directories that are made while the process may still be root, on paths that the
// service user may be able to change under it. Two rules:
//
// - Where only root can change what a path leads to, root makes it: with its mode, owner and
//   group from the first moment on, or through a descriptor; never by path afterwards.
// - Everywhere else it is made with the rights of the service user, who can do no more harm
//   by swapping a directory or a symlink than without this process.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/result.h"
#include "process/privileges.h"

namespace rota::process {

// The directory that this path lies in: "." where it names none.
std::string directory_of(const std::string& path);

// Whether the directory, as far as it exists, and all above it and behind the links in it
// belong to root, and nobody else may rename or replace what lies in them.
bool only_root_can_change(const std::string& directory);

// Makes the state directory for that user, or gives it to it. An error when the user cannot
// have it; one that was made for it is gone again then.
Result<void> give_directory(const std::string& path, const Account& account);

// For its lifetime this process, which is root, has the rights of that user and its groups in
// whatever it does. To be used before any thread.
class ActingAs {
 public:
  explicit ActingAs(const Account& account);
  ~ActingAs();
  ActingAs(const ActingAs&) = delete;
  ActingAs& operator=(const ActingAs&) = delete;

  int error() const { return error_; }  // 0, or why it has not; it is as before then

 private:
  void restore();

  gid_t group_;
  std::vector<gid_t> groups_;
  int error_ = 0;
};

}  // namespace rota::process
