// What a process may: becoming an ordinary user once the ports are bound, and as
// many descriptors as it is allowed.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "base/result.h"

namespace rota::process {

struct Account {
  std::string name;
  uid_t user = 0;
  gid_t group = 0;
};

// Whom the process is to become; nobody unless started as root, or when `user` is "".
Result<std::optional<Account>> find_account(const std::string& user);

// For good: becoming root again is an error.
Result<void> drop_privileges(const Account& account);

// No other process of the same user can read or write this one's memory, and there are no
// core files. Changing the user undoes it, so drop_privileges() does it again.
void hide_memory();

// Connections and probes take a descriptor each. Of those it may have, a process
// that was started from a shell has only the first 1024 unless it asks.
void raise_descriptor_limit();

}  // namespace rota::process
