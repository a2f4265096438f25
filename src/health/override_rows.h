// The rows of all overrides, sorted by member. A row is of an admin or of a weight,
// since each may end at a time of its own. A copy costs nothing and never changes: the
// control loop changes its rows and gives copies to the threads that show or keep them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "base/persistent_map.h"
#include "health/override.h"

namespace rota::health {

class OverrideRows {
 public:
  enum class Of : std::uint8_t { admin, weight };
  using Key = std::pair<config::MemberKey, Of>;

  OverrideRows() = default;
  // Of lines as they were kept, in any order; of one key the last one holds. Much
  // faster than to set one after the other.
  explicit OverrideRows(const std::vector<Override>& lines);

  void set(const Override& said);               // admin, weight or both; what is not said here stays
  bool clear(const config::MemberKey& member);  // true when something was said of it
  void clear(const Key& key) { rows_.erase(key); }

  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  const Override* find(const Key& key) const { return rows_.find(key); }

  // All that is said of one member: where admin and weight were said apart, the terms
  // are those of the admin.
  std::optional<Override> find(const config::MemberKey& member) const;

  // The admin's row of a member comes before its weight's.
  void each(const std::function<void(const Override&)>& visit) const;

  // Each member of whom one says what the other does not.
  static void each_difference(const OverrideRows& a, const OverrideRows& b,
                              const std::function<void(const config::MemberKey&)>& visit);

 private:
  using Rows = PersistentMap<Key, Override>;

  Rows rows_;
};

}  // namespace rota::health
