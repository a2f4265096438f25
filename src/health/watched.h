// One target under watch: its check, its verdict, the probe in flight and when the
// next one is due. Stays in place while the configuration changes around it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/wall_time.h"
#include "config/config.h"
#include "health/blindness.h"
#include "health/check.h"
#include "health/identity.h"
#include "health/status.h"
#include "health/verdict.h"

namespace rota::health {

// By the latest probe: prompt replied or refused; all others may take their timeout.
enum class Pace : std::uint8_t { prompt, slow };

struct Watched {
  // `assumed` as of a Verdict; `wall` is the time of day, for those who look.
  Watched(const config::Timing& timing_, std::optional<bool> assumed, Time now, WallTime wall);

  TargetId id;  // in the running list
  Identity identity{};
  config::Timing timing;
  config::Start start = config::Start::last;
  std::shared_ptr<const Check> check;  // null = not probed
  bool is_paused = false;              // all its members are in maintenance
  Verdict verdict;
  std::unique_ptr<Probe> probe;  // in flight
  Time due{};
  Pace pace = Pace::slow;  // of the probe in flight, or of the next one
  Time started{};
  bool is_spread = false;              // over the interval, by its second probe
  Evidence evidence = Evidence::none;  // of the latest probe that gave some; none since it was forgotten
  Time evidence_at{};                  // that probe started then
  std::optional<Time> fell{};          // when it went down last, from results
  bool is_awaited = false;             // readiness waits for its first result
  bool is_expiry_told = false;         // that its certificate expires soon
  Time doubt_began{};                  // the start of the first of the results that are pending
  TargetStatus told{};                 // what does not follow from the above, for status()

  bool is_probed() const { return check != nullptr && !is_paused; }

  // From now on it is probed so; what is known and counted stays. A probe in flight ends
  // as it began; the next one is due within the new interval, when many change not all at
  // once: `fraction` is a roll of the dice.
  void follow(const config::CheckConfig& config, Time now, double fraction);

  // The probe that `started` has found this.
  Verdict::Progress hear(const Outcome& outcome, Time now, WallTime wall, bool may_fall = true);
  bool grows_stale(Time now, WallTime wall);  // true once, when it turns stale
  TargetStatus status() const;

  // The start of the first of those fails in a row that this one belongs to.
  Time doubted_since() const { return verdict.pending().count > 0 ? doubt_began : started; }

  // Its state is no more than what is assumed, and the next probe is due; a probe in
  // flight ends. What was counted and measured stays.
  void forget(std::optional<bool> assumed, Time now, WallTime wall);

  // Whether a timeout now would be our own fault. A fifth of the timeout, lost by our
  // loop at once anywhere in the probe's life, could be what the target lacked.
  bool was_late(std::chrono::nanoseconds worst_lateness, Time now) const;

  // The probe has ended; `fraction` is a roll of the dice.
  void set_next_due(Time now, double fraction);
};

}  // namespace rota::health
