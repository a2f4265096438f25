#include "health/blindness_watch.h"

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

BlindnessTest::Glance glance_at(const Watched& one, const Target& target, Time now, Time since) {
  const bool is_young = one.evidence_at >= since && now - one.evidence_at <= lately(one.timing);
  return {.evidence = is_young ? one.evidence : Evidence::none,
          .pool = target.pools.front(),
          .is_canary = target.is_canary,
          .reason = one.told.last ? std::string_view(one.told.last->reason) : std::string_view()};
}

}  // namespace

void BlindnessWatch::weigh(Watched& one, Outcome& outcome, Time now) {
  if (outcome.evidence == Evidence::none) return;
  one.evidence = outcome.evidence;
  one.evidence_at = one.started;
  if (outcome.evidence != Evidence::silent) return;
  // A look takes some nanoseconds for each target; when many fall at once, one look serves for several.
  if (one.verdict.would_fall() && now - looked_ >= std::chrono::microseconds(table_.all().size()))
    look(now, one.doubted_since());
  const Family family = table_.target_of(one).address.family();
  const auto view =
      std::ranges::find(families_, family, [](const FamilyView& each) { return each.now.family; });
  if (view->now.why.empty() && one.started >= view->sees_since) return;
  outcome.finding = Finding::inconclusive;
  outcome.timed_out = false;
  outcome.reason += ", while this node was blind over " + std::string(name_of(family));
}

void BlindnessWatch::look(Time now, Time since) {
  looked_ = now;
  for (FamilyView& view : families_) judge(view, now, since);
}

void BlindnessWatch::judge(FamilyView& view, Time now, Time since) {
  const bool was_blind = !view.now.why.empty();
  const Time from = was_blind ? view.from : since;
  BlindnessTest test;
  for (const auto& one : table_.all()) {
    const Target& target = table_.target_of(*one);
    if (one->is_probed() && target.address.family() == view.now.family)
      test.add(glance_at(*one, target, now, from));
  }
  if (was_blind && test.is_undecided()) return;
  view.now.why = test.why_blind();
  view.from = from;
  if (was_blind != view.now.why.empty()) return;
  if (was_blind) view.sees_since = now;
  changed_(view.now);
}

std::vector<Blindness> BlindnessWatch::blindness() const {
  std::vector<Blindness> out;
  for (const FamilyView& view : families_)
    if (!view.now.why.empty()) out.push_back(view.now);
  return out;
}

}  // namespace rota::health
