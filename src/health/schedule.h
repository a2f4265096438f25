// When each target is probed next, and how many probes may fly at once. Pure: it
// is told the time. The board's pulse wakes whoever asks it.
//
// Targets wait in one heap ordered by their due time. When too many probes are in
// flight the overdue stay in it, and the longest overdue goes first: that is the
// fair queue.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace rota::health {

class Schedule {
 public:
  explicit Schedule(std::size_t most_in_flight) : most_in_flight_(most_in_flight) {}

  void plan(std::uint32_t target, Time due) { waiting_.emplace(due, target); }

  // A target to probe now, counted as in flight until finished().
  std::optional<std::uint32_t> take(Time now);
  void started() { ++in_flight_; }  // a probe taken over from an earlier schedule
  void finished() { --in_flight_; }

  std::size_t in_flight() const { return in_flight_; }
  std::optional<Time> next()
      const;  // when take() will have one; nothing while none waits or all places are taken

 private:
  using Entry = std::pair<Time, std::uint32_t>;

  std::size_t most_in_flight_;
  std::size_t in_flight_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting_;
};

// `fraction` is a roll of the dice in [0, 1).

// The first probe comes promptly, yet many targets do not all start at once.
Time first_due(Time now, milliseconds interval, std::size_t targets, double fraction);

// The second probe comes after some part of the interval, so that the targets,
// whose first ones came close together, are spread over the interval from then on.
Time second_due(Time started, Time ended, milliseconds interval, double fraction);

// From the start of one probe to that of the next it is one period, give or take
// the jitter, but a target never has two probes in flight.
Time next_due(Time started, Time ended, milliseconds period, double jitter, double fraction);

}  // namespace rota::health
