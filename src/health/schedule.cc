#include "health/schedule.h"

#include <algorithm>
#include <chrono>

namespace rota::health {

namespace {

std::chrono::nanoseconds part_of(milliseconds whole, double fraction) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double, std::milli>(whole) * fraction);
}

}  // namespace

void Schedule::plan(const Turn& turn) { at(turn.pace).waiting.push(turn); }

std::optional<std::uint32_t> Schedule::take(Time now) {
  const bool is_for_slow = turn_ % 4 == 3;
  for (const Pace pace : {is_for_slow ? Pace::slow : Pace::prompt, is_for_slow ? Pace::prompt : Pace::slow}) {
    if (!can_take(pace, now)) continue;
    Line& line = at(pace);
    const std::uint32_t target = line.ready.top().target;
    line.ready.pop();
    ++line.in_flight;
    ++turn_;
    return target;
  }
  return {};
}

bool Schedule::can_take(Pace pace, Time now) {
  Line& line = at(pace);
  for (; !line.waiting.empty() && line.waiting.top().due <= now; line.waiting.pop())
    line.ready.push(line.waiting.top());
  return !line.ready.empty() && has_room(pace);
}

bool Schedule::has_room(Pace pace) const {
  const auto& [prompt, slow] = paces_;
  const std::size_t kept = most_in_flight_ / 4;
  if (pace == Pace::prompt && prompt.in_flight < kept) return true;  // also while too many slow ones are left
  return in_flight() < most_in_flight_ && (pace == Pace::prompt || slow.in_flight < most_in_flight_ - kept);
}

std::optional<Time> Schedule::next() const {
  std::optional<Time> out;
  for (const Pace pace : {Pace::prompt, Pace::slow}) {
    const Line& line = paces_[static_cast<std::size_t>(pace)];
    if (!has_room(pace) || (line.ready.empty() && line.waiting.empty())) continue;
    const Time due = line.ready.empty() ? line.waiting.top().due : line.ready.top().due;
    out = std::min(out.value_or(due), due);
  }
  return out;
}

Time first_due(Time now, milliseconds interval, std::size_t targets, double fraction) {
  constexpr std::int64_t spacing =
      2;  // milliseconds between two starts, on average, until it adds up to a second
  const milliseconds room(spacing * static_cast<std::int64_t>(std::min<std::size_t>(targets, 500)));
  return now + part_of(std::min(interval, room), fraction);
}

Time second_due(Time started, Time ended, milliseconds interval, double fraction) {
  return std::max(started + part_of(interval, fraction), ended);
}

Time next_due(Time started, Time ended, milliseconds period, double jitter, double fraction) {
  return std::max(started + part_of(period, 1 + jitter * (2 * fraction - 1)), ended);
}

}  // namespace rota::health
