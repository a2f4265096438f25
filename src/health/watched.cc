#include "health/watched.h"

#include <algorithm>

#include "health/due.h"

namespace rota::health {

namespace {

void remember(TargetStatus& told, const Outcome& outcome, std::chrono::nanoseconds took, WallTime wall) {
  if (outcome.certificate_expires) told.certificate_expires = outcome.certificate_expires;
  told.last = LastResult{.finding = outcome.finding, .reason = outcome.reason, .at = wall, .took = took};
  if (outcome.finding == Finding::inconclusive) {
    ++(outcome.timed_out ? told.late : told.inconclusive);
    return;
  }
  ++(outcome.finding == Finding::pass ? told.passed : told.failed);
  told.latencies.add(took);
  told.durations.add(took);
}

// Its state is another one since now.
void note_change(TargetStatus& told, WallTime wall) {
  told.since = wall;
  ++told.changes;
}

}  // namespace

Watched::Watched(const config::Timing& timing_, std::optional<bool> assumed, Time now, WallTime wall)
    : timing(timing_), verdict(timing_, assumed, now) {
  told.since = wall;
}

void Watched::follow(const config::CheckConfig& config, Time now, double fraction) {
  start = config.start;
  if (timing == config.timing) return;
  timing = config.timing;
  verdict.follow(timing, now);
  const milliseconds wait = verdict.is_hurried() ? timing.fast_interval : timing.interval;
  due = std::min(due, second_due(now, now, wait, fraction));
}

Verdict::Progress Watched::hear(const Outcome& outcome, Time now, WallTime wall, bool may_fall) {
  const State before = verdict.health().state;
  const auto progress = verdict.hear(outcome.finding, now, may_fall);
  if (progress.decided && !verdict.health().fit) fell = now;
  if (verdict.pending().count == 1) doubt_began = started;
  if (verdict.health().state != before) note_change(told, wall);
  remember(told, outcome, now - started, wall);
  return progress;
}

bool Watched::grows_stale(Time now, WallTime wall) {
  if (!is_probed() || !verdict.grows_stale(now)) return false;
  note_change(told, wall);
  return true;
}

TargetStatus Watched::status() const {
  TargetStatus out = told;
  out.health = verdict.health();
  out.probed = is_probed();
  out.count = verdict.pending().count;
  out.needed = verdict.pending().needed;
  return out;
}

void Watched::forget(std::optional<bool> assumed, Time now, WallTime wall) {
  const State before = verdict.health().state;
  verdict = Verdict(timing, assumed, now);
  if (verdict.health().state != before) note_change(told, wall);
  probe.reset();
  evidence = Evidence::none;
  due = now;
  is_spread = false;
}

bool Watched::was_late(std::chrono::nanoseconds worst_lateness, Time now) const {
  const std::chrono::nanoseconds overdue = now - started - timing.timeout;
  return std::max(worst_lateness, overdue) > std::chrono::nanoseconds(timing.timeout) / 5;
}

void Watched::set_next_due(Time now, double fraction) {
  if (verdict.is_hurried()) {
    due = next_due(started, now, timing.fast_interval, timing.jitter, fraction);
  } else if (is_spread) {
    due = next_due(started, now, timing.interval, timing.jitter, fraction);
  } else {
    due = second_due(started, now, timing.interval, fraction);
    is_spread = true;
  }
}

}  // namespace rota::health
