#include "probe/schedule.h"

#include <algorithm>

namespace rota::probe {

void Schedule::plan(const Turn& turn) { at(turn.pace).waiting.push(turn); }

std::optional<TargetId> Schedule::take(Time now) {
  const bool is_for_slow = turn_ % 4 == 3;
  for (const Pace pace : {is_for_slow ? Pace::slow : Pace::prompt, is_for_slow ? Pace::prompt : Pace::slow}) {
    if (!can_take(pace, now)) continue;
    Line& line = at(pace);
    const TargetId target = line.ready.top().target;
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

}  // namespace rota::probe
