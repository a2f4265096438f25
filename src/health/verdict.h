// Rise and fall: what the outcomes of one target's probes add up to. Pure: no
// timers and no logging, it is told what was found and when.
//
//   unknown   first pass -> up, first fail -> down: one result decides
//   up        a fail -> failing (still fit); `fall` fails in a row -> down
//   failing   a pass -> up
//   down      `rise` passes in a row -> up
//   stale     nothing found for 3 intervals + timeout; as fit as it was before, and
//             the next result takes it on from there. Results that come late count like
//             any other: fails in a row stay in a row, however far apart they are
//
// With a hold-down, who goes down for the third time within ten minutes comes up only
// when it has passed for that long without a fail, the fourth time for twice as long,
// and so on, up to ten minutes.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "config/config.h"
#include "health/check.h"
#include "health/targets.h"

namespace rota::health {

class Verdict {
 public:
  // How far the results in a row have come: 2 of 3 fails, say. Zeros when the
  // result only confirmed what was known, or was inconclusive.
  struct Progress {
    bool decided = false;
    int count = 0;
    int needed = 0;
  };

  // `assumed`: fit or not until results say otherwise, by rise and fall; nothing = unknown.
  Verdict(const config::Timing& timing, std::optional<bool> assumed, Time now);

  // From now on results count by these thresholds; those that are pending count for the
  // next one. By itself it changes no verdict.
  void follow(const config::Timing& timing, Time now);

  // `may_fall`: whether this result may take the target down, by a brake.
  Progress hear(Finding finding, Time now, bool may_fall = true);
  bool would_fall() const;                                 // if the next result were a fail
  void forget_doubt() { pending_ = fit_ ? 0 : pending_; }  // the fails in a row, if any, were none
  bool grows_stale(Time now);                              // true once, when it turns stale

  TargetHealth health() const;
  Progress pending() const;  // what has come together so far; zeros when nothing is pending
  bool is_known() const { return known_; }
  bool is_hurried() const;                           // the next probe is due after fast_interval
  Time last_result() const { return last_result_; }  // or when it was assumed

 private:
  State state() const;
  void note_fall(Time now);
  std::chrono::nanoseconds hold() const;  // what the last fall earned

  int rise_;
  int fall_;
  std::chrono::nanoseconds stale_after_;
  Time last_result_;
  Time timed_since_;  // with these intervals
  bool known_;
  bool fit_;
  bool stale_ = false;
  int pending_ = 0;  // results in a row against what is known
  std::chrono::nanoseconds hold_down_;
  std::vector<Time> falls_{};  // those within ten minutes of the last
  Time rising_since_{};        // the first of the results that are pending
};

}  // namespace rota::health
