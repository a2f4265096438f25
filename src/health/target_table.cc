#include "health/target_table.h"

#include <utility>

namespace rota::health {

Adopted TargetTable::adopt(std::shared_ptr<const TargetList> list, const std::vector<Identity>& identities,
                           const Make& make) {
  Adopted out;
  std::vector<std::unique_ptr<Watched>> next(list->targets.size());
  std::unordered_map<Identity, Watched*> by_identity;
  for (std::size_t i = 0; i < next.size(); ++i) {
    const auto found = by_identity_.find(identities[i]);
    if (found == by_identity_.end()) next[i] = make(list->targets[i], identities[i]);
    by_identity.emplace(identities[i], next[i] ? next[i].get() : found->second);
    ++(next[i] ? out.begun : out.kept);
  }
  out.ended = watched_.size() - out.kept;
  // From here on nothing fails.
  for (std::uint32_t i = 0; i < next.size(); ++i) {
    if (!next[i]) next[i] = std::move(watched_[by_identity.find(identities[i])->second->index]);
    next[i]->identity = identities[i];
  }
  for (std::uint32_t i = 0; i < next.size(); ++i) next[i]->index = i;
  watched_ = std::move(next);
  by_identity_ = std::move(by_identity);
  list_ = std::move(list);
  return out;
}

const Watched* TargetTable::find(Identity identity) const {
  const auto found = by_identity_.find(identity);
  return found == by_identity_.end() ? nullptr : found->second;
}

std::vector<TargetStatus> TargetTable::statuses() const {
  std::vector<TargetStatus> out;
  out.reserve(watched_.size());
  for (const auto& one : watched_) out.push_back(one->status());
  return out;
}

std::vector<SavedState> TargetTable::states(Time now, std::chrono::system_clock::time_point wall) const {
  std::vector<SavedState> out;
  for (const auto& one : watched_) {
    if (!one->verdict.is_known()) continue;
    const auto heard = wall.time_since_epoch() - (now - one->verdict.last_result());
    out.push_back({.identity = one->identity,
                   .fit = one->verdict.health().fit,
                   .heard = std::chrono::duration_cast<seconds>(heard).count()});
  }
  return out;
}

}  // namespace rota::health
