// When each target is probed next, and how many probes may be in flight at once.
// Pure: it is told the time. The prober's pulse wakes whoever asks it.
//
//   plan -> waiting (by due time) -> ready (due; by deadline) -> in flight -> finished
//
// A target that is due must be probed by its deadline: at once when it is in doubt,
// within one more interval otherwise. When there is more to probe than can be in
// flight, the earliest deadline goes first. So those in doubt come first, and nobody
// waits for ever.
//
// A target that does not reply holds its place until the timeout, one that replies or
// refuses holds it for milliseconds. Those that replied last time have a quarter of the
// places to themselves, and three of four turns when both kinds are ready: a fleet that
// has fallen silent does not delay the probes of anybody else.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

#include "base/clock.h"
#include "health/watched.h"

namespace rota::probe {

using health::Pace;

class Schedule {
 public:
  struct Turn {
    TargetId target;
    Time due{};
    Time deadline{};  // not before `due`
    Pace pace = Pace::slow;
  };

  explicit Schedule(std::size_t most_in_flight) : most_in_flight_(most_in_flight) {}

  void allow(std::size_t most_in_flight) { most_in_flight_ = most_in_flight; }  // from now on
  void plan(const Turn& turn);

  // A target to probe now, counted as in flight until finished().
  std::optional<TargetId> take(Time now);
  void started(Pace pace) { ++at(pace).in_flight; }  // a probe taken over from an earlier schedule
  void finished(Pace pace) { --at(pace).in_flight; }

  std::size_t in_flight() const { return paces_[0].in_flight + paces_[1].in_flight; }
  std::optional<Time> next()
      const;  // when take() will have one; nothing while none waits or no place is left

 private:
  template <Time Turn::*Key>
  struct Later {
    bool operator()(const Turn& a, const Turn& b) const { return a.*Key > b.*Key; }
  };
  template <Time Turn::*Key>
  using Queue = std::priority_queue<Turn, std::vector<Turn>, Later<Key>>;

  struct Line {
    Queue<&Turn::due> waiting{};
    Queue<&Turn::deadline> ready{};
    std::size_t in_flight = 0;
  };

  Line& at(Pace pace) { return paces_[static_cast<std::size_t>(pace)]; }
  bool has_room(Pace pace) const;
  bool can_take(Pace pace, Time now);

  std::size_t most_in_flight_;
  std::array<Line, 2> paces_{};  // by Pace
  unsigned turn_ = 0;
};

}  // namespace rota::probe
