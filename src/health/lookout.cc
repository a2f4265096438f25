#include "health/lookout.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace rota::health {

namespace {

// The latest probe of a target that is probed as planned is younger than this.
std::chrono::nanoseconds lately(const config::Timing& timing) {
  constexpr seconds slack{1};
  const auto longest = std::chrono::duration<double, std::milli>(timing.interval) * (1 + timing.jitter);
  return std::chrono::duration_cast<std::chrono::nanoseconds>(longest) + timing.timeout + slack;
}

Sight::Glance glance_at(const Watched& one, const Target& target, Time now, Time since) {
  const bool is_young = one.sighted >= since && now - one.sighted <= lately(one.timing);
  return {.evidence = is_young ? one.evidence : Evidence::none,
          .pool = target.pools.front(),
          .is_canary = target.is_canary,
          .reason = one.told.last ? std::string_view(one.told.last->reason) : std::string_view()};
}

}  // namespace

void Lookout::weigh(Watched& one, Outcome& outcome, Time now) {
  if (outcome.evidence == Evidence::none) return;
  one.evidence = outcome.evidence;
  one.sighted = one.started;
  if (outcome.evidence != Evidence::silent) return;
  // A look takes some nanoseconds for each target; when many fall at once, one look serves for several.
  if (one.verdict.would_fall() && now - looked_ >= std::chrono::microseconds(roster_.all().size()))
    look(now, one.doubted_since());
  const Family family = roster_.target_of(one).address.family();
  const auto eye = std::ranges::find(eyes_, family, [](const Eye& each) { return each.now.family; });
  if (eye->now.why.empty() && one.started >= eye->sees_since) return;
  outcome.finding = Finding::inconclusive;
  outcome.timed_out = false;
  outcome.reason += ", while this node was blind over " + std::string(name_of(family));
}

void Lookout::look(Time now, Time since) {
  looked_ = now;
  for (Eye& eye : eyes_) judge(eye, now, since);
}

void Lookout::judge(Eye& eye, Time now, Time since) {
  const bool was_blind = !eye.now.why.empty();
  const Time from = was_blind ? eye.from : since;
  Sight sight;
  for (const auto& one : roster_.all()) {
    const Target& target = roster_.target_of(*one);
    if (one->is_probed() && target.address.family() == eye.now.family)
      sight.add(glance_at(*one, target, now, from));
  }
  if (was_blind && sight.is_undecided()) return;
  eye.now.why = sight.why_blind();
  eye.from = from;
  if (was_blind != eye.now.why.empty()) return;
  if (was_blind) eye.sees_since = now;
  changed_(eye.now);
}

std::vector<Blindness> Lookout::blindness() const {
  std::vector<Blindness> out;
  for (const Eye& eye : eyes_)
    if (!eye.now.why.empty()) out.push_back(eye.now);
  return out;
}

}  // namespace rota::health
