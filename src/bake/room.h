// Room for menus in an image: runs of units, given, retired and given again. A
// retired run may still be read; it is free once every reader has moved on to a
// later edition. Knows numbers only, no memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

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

  // Nobody is led there any more, as of the edition that comes next.
  void retire(Run run) { leaving_.push_back(run); }
  // That edition came out.
  void close(std::uint64_t edition);
  // Readers have all reached `edition`: what was retired by then is free.
  void reclaim(std::uint64_t edition);

 private:
  struct Retired {
    Run run;
    std::uint64_t edition = 0;
  };

  snapshot::Link next_;  // nothing was ever given from here on
  snapshot::Link end_;
  std::map<std::size_t, std::vector<snapshot::Link>> free_;  // by size: menus keep coming in the same few
  std::vector<Run> leaving_;
  std::vector<Retired> retired_;
};

}  // namespace rota::bake
