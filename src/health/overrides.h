// What the operator said of members, as it is kept on disk across restarts: the file
// `overrides` in the state directory, one JSON object a line; and when each of it ends.
// An override of a member that the configuration no longer has is kept and listed: the
// member may come back with the next reload.
//
// Setting, finding and ending one costs the same whether there are ten or 100,000; the
// file's own thread writes them all down.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/state_file.h"
#include "base/wall_time.h"
#include "health/override_rows.h"

namespace rota::health {

class Overrides {
 public:
  // Reads what was kept, and drops what ended by `now`; "" keeps nothing. Of a garbled
  // file the readable lines are kept, and the file itself is kept aside.
  Overrides(const StateDirectory& state_directory, WallTime now);

  // What throws in these has changed nothing.

  // Admin, weight or both, each on these terms; what is not said here stays.
  void set(const Override& said);
  bool clear(const config::MemberKey& of);  // true when something was said of it

  const OverrideRows& rows() const { return rows_; }
  std::optional<Override> find(const config::MemberKey& of) const { return rows_.find(of); }

  // Takes out and returns the rows that end by then, the earliest first.
  std::vector<Override> expire(WallTime now);
  std::optional<WallTime> next_expiry() const;

  // Another number after each change, also than those of an earlier process.
  std::uint64_t revision() const { return revision_; }

  // Returns at once. `done` is told, on a thread of the file's, when all that was said
  // by now is on the disk, or why it is not.
  void save(std::function<void(const std::optional<Error>&)> done);

 private:
  using Ends = std::set<std::pair<WallTime, OverrideRows::Key>>;

  void read(WallTime now);
  std::vector<Ends::iterator> ends_of(const config::MemberKey& of, bool admin, bool weight);
  void become(OverrideRows rows, const std::vector<Ends::iterator>& gone, Ends& added) noexcept;

  StateFile file_;
  OverrideRows rows_;
  Ends ends_;
  std::uint64_t revision_;
};

}  // namespace rota::health
