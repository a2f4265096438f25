#include "api/state_strips.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace rota::api {

namespace {

// The better first: the worst is the one that stands last.
constexpr std::string_view letters = "-ufnsd";

char letter_of(health::State state) {
  switch (state) {
    case health::State::up: return 'u';
    case health::State::failing: return 'f';
    case health::State::unknown: return 'n';
    case health::State::stale: return 's';
    case health::State::down: break;
  }
  return 'd';
}

char worst_letter(char one, char other) { return letters.find(one) < letters.find(other) ? other : one; }

std::int64_t step_of(std::chrono::system_clock::time_point at) {
  return at.time_since_epoch() /
         std::chrono::duration_cast<std::chrono::system_clock::duration>(StateStrips::step);
}

std::size_t place_of_step(std::int64_t step) { return static_cast<std::size_t>(step) % StateStrips::steps; }

}  // namespace

void StateStrips::note(const operate::View& view) {
  if (view.targets != list_) take_over(view);
  clear_until(step_of(view.at));
  const std::size_t place = place_of_step(last_);
  for (const TargetId id : strips_.ids()) {
    const health::TargetStatus& status = view.statuses[id];
    if (!status.probed) continue;  // in maintenance: nothing is known of it
    char& seen = strips_[id][place];
    seen = worst_letter(seen, letter_of(status.health.state));
  }
}

// After a reload: the same check of the same address keeps its strip.
void StateStrips::take_over(const operate::View& view) {
  auto identities = health::identities_of(key_, *view.targets, view.config->checks);
  std::unordered_map<health::Identity, TargetId> before;
  for (const TargetId id : identities_.ids()) before.emplace(identities_[id], id);
  IdVector<TargetId, Strip> strips(identities.size());
  for (const TargetId id : identities.ids()) {
    const auto known = before.find(identities[id]);
    if (known != before.end())
      strips[id] = strips_[known->second];
    else
      strips[id].fill('-');
  }
  strips_ = std::move(strips);
  identities_ = std::move(identities);
  list_ = view.targets;
}

// The places of the steps since the last note hold what was seen a day ago. A clock that was
// set back begins anew.
void StateStrips::clear_until(std::int64_t now) {
  const bool is_all = now < last_ || now - last_ >= static_cast<std::int64_t>(steps);
  for (Strip& strip : strips_) {
    if (is_all) strip.fill('-');
    for (std::int64_t each = last_ + 1; !is_all && each <= now; ++each) strip[place_of_step(each)] = '-';
  }
  last_ = now;
}

std::string StateStrips::text(const health::MemberTargets& targets,
                              std::chrono::system_clock::time_point at) const {
  std::string out(steps, '-');
  const std::int64_t now = step_of(at);
  for (const auto* family : {&targets.v4, &targets.v6, &targets.connect})
    for (const TargetId id : *family)
      for (std::size_t i = 0; i < steps; ++i) {
        const std::int64_t each = now - static_cast<std::int64_t>(steps - 1 - i);
        const bool is_kept = each <= last_ && each > last_ - static_cast<std::int64_t>(steps);
        if (is_kept) out[i] = worst_letter(out[i], strips_[id][place_of_step(each)]);
      }
  return out;
}

}  // namespace rota::api
