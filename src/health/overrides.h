// What the operator said of members, over their health and their files. Kept on
// disk across restarts: the file `overrides` in the state directory, one JSON object
// a line. An override of a member that the configuration no longer has is kept and
// listed: the member may come back with the next reload.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/state_file.h"
#include "base/wall_time.h"
#include "config/config.h"
#include "health/member_key.h"

namespace rota::health {

struct Override {
  MemberKey of{};
  std::optional<config::Admin> admin{};   // never automatic
  std::optional<std::uint32_t> weight{};  // in place of the file's
  WallTime since{};
  std::optional<WallTime> until{};  // then it ends by itself
  std::string reason{};             // free text
  std::string who{};                // "alice", "token 1"
};

// {"zone", "pool", "member", "admin", "weight", "since", "until", "reason", "who"};
// null where there is none.
boost::json::object to_json(const Override& said);
std::optional<Override> read_override(std::string_view line);  // nothing when it is not such a line

// All that is said of one member, from rows as Overrides has them: where admin and
// weight were said apart, the terms are those of the admin.
std::optional<Override> find_override(std::span<const Override> rows, const MemberKey& of);

class Overrides {
 public:
  // Reads what was kept, and drops what ended by `now`; "" keeps nothing. Of a garbled
  // file the readable lines are kept, and the file itself is kept aside.
  Overrides(const StateDirectory& state_directory, WallTime now);

  // Admin, weight or both, each on these terms; what is not said here stays.
  void set(const Override& said);
  bool clear(const MemberKey& of);  // true when something was said of it

  // A row is of an admin or of a weight, since each may end at a time of its own.
  // Sorted by member, the admin's row before the weight's.
  const std::vector<Override>& rows() const { return rows_; }
  std::optional<Override> find(const MemberKey& of) const { return find_override(rows_, of); }

  // Takes out and returns the rows that end by then.
  std::vector<Override> expire(WallTime now);
  std::optional<WallTime> next_expiry() const;

  // Returns at once. `done` is told, on a thread of the file's, when all that was said
  // by now is on the disk, or why it is not.
  void save(std::function<void(const std::optional<Error>&)> done);

 private:
  void read(WallTime now);
  void put(Override row);

  StateFile file_;
  std::vector<Override> rows_;
};

}  // namespace rota::health
