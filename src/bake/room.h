// Room for menus in an image: runs of units, given, retired and given again. A
// retired run may still be read; it is free once every reader has moved on to a
// later edition. Knows numbers only, no memory.
//
// Menus grow and shrink with their pools, so runs come in every size: what is free is
// kept by place, neighbours joined, and the smallest run that is large enough is cut.
// Where memory runs out in between (bad_alloc), a free run may be lost until the next
// load, but none is ever given twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "bake/retired.h"
#include "snapshot/image.h"

namespace rota::bake {

struct Run {
  snapshot::Link at = 0;
  std::size_t units = 0;
};

class Room {
 public:
  Room(snapshot::Link first, snapshot::Link end) : next_(first), end_(end) {}

  // Nothing when there is no run of this size left.
  std::optional<Run> take(std::size_t units);

  // Nobody is led there any more, as of the edition that comes next. Does not throw for
  // as many runs as there was room made for.
  void make_room_to_retire(std::size_t runs) { retired_.make_room(runs); }
  void retire(Run run) { retired_.push(run); }
  // That edition came out.
  void close(std::uint64_t edition) noexcept { retired_.close(edition); }
  // Readers have all reached `edition`: what was retired by then is free.
  void reclaim(std::uint64_t edition);

  // Nothing lies from here on.
  snapshot::Link end_of_use() const { return next_; }

 private:
  void give(Run run);
  void add_free(Run run);
  void remove_free(std::map<snapshot::Link, std::size_t>::iterator run);

  snapshot::Link next_;
  snapshot::Link end_;
  std::map<snapshot::Link, std::size_t> by_place_;              // free runs: their units
  std::set<std::pair<std::size_t, snapshot::Link>> by_size_{};  // the same
  Retired<Run> retired_;
};

}  // namespace rota::bake
