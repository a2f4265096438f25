// What the operator said of members, over their health and their files. Kept on
// disk across restarts: the file `overrides` in the state directory. An override
// of a member that the configuration no longer has is kept and listed: the member
// may come back with the next reload.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "config/config.h"
#include "health/member_key.h"

namespace rota::health {

struct Override {
  MemberKey of;
  std::optional<config::Admin> admin;   // never automatic
  std::optional<std::uint32_t> weight;  // in place of the file's
  std::chrono::system_clock::time_point since{};
  std::optional<std::chrono::system_clock::time_point> until;  // then it ends by itself
  std::string reason;                                          // free text
  std::string who;                                             // "alice", "token 1"
};

}  // namespace rota::health
