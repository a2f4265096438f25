// What somebody asks to be done to a member, as it was written, and what it comes to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/wall_time.h"
#include "config/config.h"
#include "health/overrides.h"
#include "operate/events/event.h"

namespace rota::operate {

struct OverrideRequest {
  std::string pool{};                     // a reference (config/references.h)
  std::string member{};                   // its name
  std::optional<std::string> admin{};     // "up", "down", "drain", "maint", or "ready" to take all back
  std::optional<std::int64_t> weight{};   // in place of the file's
  std::optional<std::string> duration{};  // "2h"; nothing: until somebody says otherwise
  std::string reason{};                   // free text
  std::string who{};                      // "alice"
  // Given: it is only to be done while the overrides have one of these revisions.
  std::optional<std::vector<std::uint64_t>> only_at{};

  bool is_overtaken(std::uint64_t revision) const {
    return only_at && std::ranges::find(*only_at, revision) == only_at->end();
  }
};

// The override it comes to; of "ready" one that says nothing.
Result<health::Override> read_override_request(const OverrideRequest& wanted, const config::MemberKey& of,
                                               const config::PoolConfig& pool, WallTime now);

// What there is to say of it that the asker may not expect; "" when nothing.
std::string remark(const health::Override& said, const config::PoolConfig& pool,
                   const config::MemberConfig& member);

// "override lb.example:web/lb1: drain, weight 5, until 2024-05-01T12:03:27.000Z", and "ready" of
// one that says nothing. `before` stands before what it says: "ended: ".
Event override_event(const health::Override& said, std::string_view before);

}  // namespace rota::operate
